"""When incidents happen: hours, weekdays, months and years, and what in that is more than chance."""

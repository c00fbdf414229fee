"""What maps made of the past found in the time after it."""

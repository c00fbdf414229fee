"""Where and when incidents concentrate."""

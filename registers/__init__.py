"""A register as delivered becomes a canonical table: current objects, RD New, register spelling."""

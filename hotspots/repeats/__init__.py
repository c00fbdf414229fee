"""The few places that carry a large share of the incidents."""

"""Project layers to tables and back; results to GeoPackage, styles and layer tree."""

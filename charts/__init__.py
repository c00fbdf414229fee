"""Pictures that are no maps: charts as SVG, drawn here, readable in grey, with their figures as text."""

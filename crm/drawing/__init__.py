"""Pictures: SVG by hand, and the charts that page and chat show."""

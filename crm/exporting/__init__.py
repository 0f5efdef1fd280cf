"""Records out as xlsx or csv: what the scope may see, bounded, logged, harmless in a spreadsheet."""

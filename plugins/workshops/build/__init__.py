"""The build engine: from the content folder on the disk to a published site."""

"""The floor: the least a Django view can cost on this machine, on the same rows, with nothing in the way."""

"""Stand-ins for the outside world: real sockets, made-up servers."""

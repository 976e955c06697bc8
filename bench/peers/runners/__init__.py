"""A process for each system, in the environment that it needs, which is told what to do in lines of JSON."""

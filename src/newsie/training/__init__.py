"""How every shipped weight is made, from data to file; needs the extra `train` and is never imported at run time."""

"""The figures themselves, one module each, named as the public function is."""

"""Whether what we hold is right: data against shapes, and claims against documents."""

"""Our own people: who they are, what they lead, when they are away and when they are left alone."""

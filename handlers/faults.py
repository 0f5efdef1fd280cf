"""Telling the log what failed without telling it what a customer said."""


def where(error: Exception) -> str:
    """The type and place of an exception. Its text is left out: it may quote what a customer said."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"

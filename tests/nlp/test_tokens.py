"""The dictionary of words is jieba's own, read by us because it is quicker."""

from nlp import tokens


def test_the_dictionary_is_what_jieba_reads() -> None:
    ours = tokens.tokenizer()
    theirs = ours.gen_pfdict(ours.get_dict_file())
    assert (ours.FREQ, ours.total) == theirs
    assert ours.lcut("我来到北京清华大学") == ["我", "来到", "北京", "清华大学"]

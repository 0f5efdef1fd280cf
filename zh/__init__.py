"""Facts about Chinese text: normal form, pinyin, name keys, workdays. Imports nothing of ours."""

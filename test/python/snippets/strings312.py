# python 3.12
# === f-strings of PEP 701
names = ["a", "b"]; d = {"k": "v"}

f"{d["k"]}"
f"{", ".join(names)}"
f"{'\n'.join(names)}"
f"{f"{f"{1 + 1}"}"}"
f"{"a" "b"}"
f"{d["k"]!r:>{len("abcde")}}"
f"{names[0]=}"

# === bytes

b"abc"
b"a\x00\xff"
b"it's"
b"abc"[0]
b"abc"[-1]
b"abc"[1:]
b"abc"[5]
b"abc" + b"d"
b"ab" * 2
b"abc" == b"abc"
b"abc" == "abc"
b"a" < b"b"
b"b" in b"abc"
98 in b"abc"
len(b"abc")
list(b"ab")
bytes(3)
bytes([1, 2])
bytes("é", "utf-8")
bytes("a")
bytes([256])
bytes()
bytes(b"x")
bytes(-1)
b"abc".decode()
b"\xc3\xa9".decode("utf-8")
b"\xe9".decode("latin-1")
b"\xff".decode()
b"\xff".decode("ascii", "ignore")  # not understood
b"\xff".decode(errors="replace")  # not understood
b"abc".hex()
b"\x01\x02\xff".hex(":")  # not understood
b"abcd".hex("-", 2)  # not understood
bytes.fromhex("01 ff")  # not understood
bytes.fromhex("zz")  # not understood
b"a,b".split(b",")  # not understood
b" a b ".split()  # not understood
b",".join([b"a", b"b"])  # not understood
b"abc".upper()  # not understood
b"ABC".lower()  # not understood
b"abc".find(b"c")  # not understood
b"abc".index(b"z")  # not understood
b"abc".startswith(b"a")  # not understood
b"abc".endswith((b"c", b"x"))  # not understood
b"abc".replace(b"b", b"X")  # not understood
b"  a ".strip()  # not understood
b"xax".strip(b"x")  # not understood
b"abc".count(b"a")  # not understood
b"abc".partition(b"b")  # not understood
b"a\nb".splitlines()  # not understood
b"abc".isalpha()  # not understood
b"12".isdigit()  # not understood
b"abc".title()  # not understood
b"7".zfill(3)  # not understood
b"ab".center(4, b"*")  # not understood
b"ab".ljust(4)  # not understood
b"abc".removeprefix(b"a")  # not understood
b"abc".removesuffix(b"c")  # not understood
b"abc".rfind(b"c")  # not understood
b"%s-%d" % (b"a", 1)  # not understood
b"abc" + "d"
isinstance(b"", bytes)
bool(b"")
repr(b"\t\n\\")
str(b"abc")
b"abc".translate(None, b"b")  # not understood
hash(b"a") == hash(b"a")  # not understood
{b"a": 1}[b"a"]
bytes.maketrans(b"a", b"b")[97]  # not understood
b"a".join("x")  # not understood
b"abc"[::-1]
bytes(range(3))
sorted(b"cab")
b"abc".isupper()  # not understood
b"abc".islower()  # not understood
b"abc".capitalize()  # not understood
b"aBc".swapcase()  # not understood
b"a b".isspace()  # not understood
b"a1".isalnum()  # not understood
b"abc".isascii()  # not understood
b"abcabc".rindex(b"b")  # not understood
b"a-b-c".rpartition(b"-")  # not understood
b"a-b-c".rsplit(b"-", 1)  # not understood
# === bytearray and memoryview

bytearray(b"ab")  # not understood
bytearray(2)  # not understood
bytearray(b"ab") == b"ab"  # not understood
bytearray(b"ab").decode()  # not understood
bytes(bytearray(b"ab"))  # not understood
isinstance(bytearray(), bytes)  # not understood
bytes(memoryview(b"ab"))  # not understood

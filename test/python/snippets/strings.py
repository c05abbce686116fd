# === str methods

"Hello World".upper()
"Hello World".lower()
"hello world".title()
"they're bill's".title()
"hello_world2go now".title()
"hELLO".capitalize()
"éclair".capitalize()
"Hello".swapcase()
"Straße".casefold()
"ß".upper()
"ŉ".upper()
"İ".lower()
"  x y ".strip()
"xxabcxx".strip("x")
"xyabcyx".lstrip("xy")
"xyabcyx".rstrip("xy")
"\u2003a\u00a0".strip()
"\x1ca\x85".strip()
"a b  c".split()
"a b  c".split(" ")
"a,b,,c".split(",")
"a,b,c,d".split(",", 2)
"a,b,c,d".rsplit(",", 2)
"a b c d".split(None, 2)
"a b c d".rsplit(None, 2)
"  a b  ".split(None, 1)
"  a b  ".rsplit(None, 1)
"  a b  ".split(None, 0)
"".split()
"".split(",")
"abc".split("")
"a\nb\r\nc\rd".splitlines()
"a\nb\n".splitlines(True)
"a\nb\n".splitlines(keepends=True)
"a\x0bb\x0cc\x1cd\u2028e".splitlines()
"a-b-c".partition("-")
"a-b-c".rpartition("-")
"abc".partition("-")
"abc".rpartition("-")
"abc".partition("")
"-".join(["a", "b"])
"-".join("abc")
"-".join({"a": 1, "b": 2})
"-".join([])
"-".join(["a", 1])
"-".join(5)
"aXbXc".replace("X", "--")
"aXbXc".replace("X", "", 1)
"abc".replace("", "-")
"abc".replace("", "-", 2)
"abc".replace("b", "x", 0)
"aaaa".replace("aa", "b")
"abcabc".find("c")
"abcabc".find("c", 3)
"abcabc".find("c", 3, 5)
"abcabc".find("z")
"abcabc".rfind("b")
"abcabc".rfind("b", 0, 4)
"abc".find("", 3)
"abc".find("", 4)
"abc".rfind("")
"abc".find("c", -1)
"abcabc".index("b", 2)
"abc".index("z")
"abc".rindex("z")
"aaaa".count("aa")
"aaaa".count("")
"abcabc".count("a", 1)
"abcabc".count("b", -2)
"abc".startswith("ab")
"abc".startswith(("x", "a"))
"abc".startswith("b", 1)
"abc".startswith("c", 1, 2)
"abc".startswith("bc", 1, 3)
"abc".endswith("bc")
"abc".endswith("ab", 0, 2)
"abc".endswith(("c", "z"))
"abc".startswith("")
"abc".startswith("", 4)
"abc".startswith(["a"])
"abc".removeprefix("a")
"abc".removeprefix("x")
"abc".removesuffix("bc")
"abc".removesuffix("")
"7".zfill(3)
"-7".zfill(4)
"+7".zfill(1)
"abc".zfill(2)
"abc".center(8)
"abc".center(7, "*")
"abcd".center(7, "*")
"abcd".center(9, "-")
"abc".ljust(5) + "|"
"abc".rjust(5, ".")
"abc".ljust(5, "ab")
"a\tb".expandtabs()
"a\tbc\td".expandtabs(4)
"\tx".expandtabs(0)
"abc".isalpha()
"ab1".isalpha()
"".isalpha()
"12".isdigit()
"²".isdigit()  # not understood
"²".isdecimal()
"½".isnumeric()
"½".isdigit()  # not understood
"٣".isdecimal()
"ab1".isalnum()
"ab_".isalnum()
" \t".isspace()
"".isspace()
"AB1".isupper()
"ab1".islower()
"1".isupper()
"Ab".isupper()
"Hello World".istitle()
"Hello world".istitle()
"HELLO".istitle()
"abc_1".isidentifier()
"1abc".isidentifier()
"class".isidentifier()
"é".isidentifier()
"abc".isascii()
"é".isascii()
"".isascii()
"a\n".isprintable()
"a b".isprintable()
"".isprintable()
"\u200b".isprintable()
"abc".encode()
"é".encode()
"é".encode("latin-1")  # not understood
"é".encode("ascii", "ignore")  # not understood
"é".encode("ascii", "replace")  # not understood
"é".encode("ascii")  # not understood
"é".encode("utf-16-le")  # not understood
"abc".encode("ascii")
"abc".maketrans("ab", "xy")
"abcab".translate(str.maketrans("ab", "xy"))
"abc".translate(str.maketrans("", "", "b"))
"abc".translate({97: "AA", 98: None})
"abc".translate(str.maketrans({"a": "1", "b": None}))
str.maketrans("ab", "x")
"a{}b".format(1)
"abc" in "xabcx"
"" in "abc"
1 in "abc"
"abc" * 3
3 * "ab"
"abc" * -1
"abc" * 0
"abc" + 1
"a" "b" 'c'
"abc"[0]
"abc"[-1]
"abc"[5]
"abcdef"[1:4]
"abcdef"[::-1]
"abcdef"[::2]
"abcdef"[-3:]
"abcdef"[:-2]
"abcdef"[4:1]
"abcdef"[4:1:-1]
"abcdef"[10:]
"abcdef"[::0]
"abc"["a"]
"😀é"[0]
"a😀b"[1]
len("a😀b")
"a😀b"[::-1]
"a😀b".find("b")
"a😀b".index("b")
"a😀b".rfind("b")
"a😀b".center(7, "*")
"a😀b".zfill(5)
"ab😀"[1:]
list("a😀")
"a" < "b"
"a" < "B"
"abc" < "abd"
"Z" < "a"
"\uffff" < "😀"
"a" == "a"
"a" != "b"
"a" < 1
max("hello")
min("hello")
sorted("hello")
"".join(sorted("hello", reverse=True))
"x".join(str(n) for n in range(4))
"abc".__len__()
"abc".__contains__("b")
"abc".__add__("d")  # not understood
"abc".__eq__("abc")
"abc".__getitem__(1)
str.upper("abc")
str.join("-", ["a", "b"])
str.format("{}-{}", 1, 2)
str(5)
str(None)
str("x")
str(b"ab")
str(b"ab", "ascii")
str(b"\xc3\xa9", encoding="utf-8")
str()
str(object=5)
str([1, "a", None])
str({"a": [1, (2,)]})
str(1.0)
str(True)
repr("it's")
repr('say "hi"')
repr('both \' and "')
repr("tab\tnl\nbs\\")
repr("\x00\x7f\x80\xa0\xad")
repr("é漢😀")
repr("\u2028\u200b\ue000\ufeff")
repr("\ud800")
ascii("é漢😀")
ascii("\x80")
"\N{BULLET}"  # not understood
"\x41\u0042\U00000043\103\0"
r"\n\d"
"a\qb"
hash("a") == hash("a")  # not understood
"%s" % "x"
"abc".foo
"abc".replace("a")
# === percent formatting

"%s and %s" % ("a", 1)
"%d" % 5
"%d" % 5.9
"%d" % True
"%d" % "5"
"%5d|%-5d|%05d" % (1, 2, 3)
"%+d % d" % (1, 2)
"%x %X %o" % (255, 255, 8)
"%#x %#o %#X" % (255, 8, 255)
"%f" % 1.5
"%.2f" % 3.14159
"%8.3f|" % 3.14159
"%-8.2f|" % 3.14159
"%08.2f" % -3.14159
"%e" % 12345.678
"%.1E" % 12345.678
"%g %g %g" % (0.0001, 1e10, 123456789)
"%g" % 1.0
"%r" % "x"
"%a" % "é"
"%c%c" % (65, "b")
"%%"  % ()
"100%%" % {}
"%(a)s-%(b)d" % {"a": 1, "b": 2}
"%(a)s" % {"b": 1}
"%s" % (1, 2)
"%s %s" % (1,)
"%s" % [1, 2]
"%s" % {"a": 1}
"%s" % None
"%s" % ((1, 2),)
"%*d" % (5, 42)
"%.*f" % (2, 3.14159)
"%-*d|" % (5, 42)
"%.3s" % "abcdef"
"%10.3s|" % "abcdef"
"%5s|%-5s|" % ("a", "b")
"abc" % ()
"abc" % {"a": 1}
"abc" % [1]
"abc" % 1
"%i %u" % (1, 2)
"%z" % 1
"%" % 1
"%s" % 1.0
"%d" % 10**20
"%.0f" % 0.5
"%.0f" % 1.5
"%.0f" % 2.5
"%x" % -255
"%5.1f%%" % 12.345
"%(x)5.2f" % {"x": 1.234}
"%s %(a)s" % {"a": 1}
"%ld" % 5
"%s" % (None,)
"%b" % 1
# === str.format and format()

"{} {}".format(1, "a")
"{1} {0}".format("a", "b")
"{0} {0}".format("a")
"{a} {b}".format(a=1, b=2)
"{a}".format(b=1)
"{} {}".format(1)
"{} {0}".format(1)
"{0} {}".format(1, 2)
"{{}}".format()
"{".format()
"}".format()
"{!r} {!s} {!a}".format("é", "é", "é")
"{!x}".format(1)
"{0[1]} {0[k]}".format({"k": 1, 1: 2})
"{0[0]}".format([5])
"{0.real}".format(5)  # not understood
"{a[b][0]}".format(a={"b": [7]})
"{:>5}|{:<5}|{:^5}|".format("a", "b", "c")
"{:*^9}".format("mid")
"{:05d}".format(42)
"{:+d} {: d}".format(1, 2)
"{:,}".format(1234567)
"{:_}".format(1234567)
"{:,.2f}".format(1234567.891)
"{:x} {:X} {:b} {:o}".format(255, 255, 5, 8)
"{:#x} {:#b} {:#o}".format(255, 5, 8)
"{:_x}".format(0xdeadbeef)
"{:010.3f}".format(3.14159)
"{:.3}".format("abcdef")
"{:.3}".format(3.14159)
"{:.3g}".format(1234.5)
"{:e}".format(1234.5)
"{:%}".format(0.256)
"{:.1%}".format(0.256)
"{:n}".format(1234)
"{:c}".format(65)
"{:d}".format(3.0)
"{:d}".format("a")
"{:s}".format(1)
"{:s}".format("a")
"{:5}|".format(1)
"{:5}|".format("a")
"{:5}|".format(True)
"{}".format(True)
"{:d}".format(True)
"{:<5}|".format(None)
"{:}".format(None)
"{:>{w}}".format("a", w=5)
"{:{}}".format("a", 5)
"{:{}.{}f}".format(3.14159, 8, 2)
"{:=+5d}".format(3)
"{:=5}".format("a")
"{:05}".format("a")
"{:<05d}".format(3)
"{:^+8.2f}|".format(2.5)
"{:g}".format(0.00001)
"{:g}".format(100000.0)
"{:g}".format(1000000.0)
"{:#g}".format(1.0)
"{:.0f}".format(2.5)
"{:.0e}".format(15000.0)
"{:f}".format(float("inf"))
"{:5}|".format(float("nan"))
"{:08}".format(float("-inf"))
"{:z.1f}".format(-0.01)
"{:,}".format(12)
"{:09,}".format(1234)
"{:,d}".format(-1234567)
"{:,}".format(1e6)
"{:}".format(1e16)
"{:}".format(1.0)
"{:.2}".format(123.456)
"{:10}".format([1])
"{}".format([1, "a"])
"{:é>4}".format("a")
"{a.b}".format(a=1)
"{0[x]}".format([1])
"{0!r:>6}".format("a")
"{:%Y}".format(5)
"{}".format("{x}")
"{x}".format_map({"x": 1})
"{x}".format_map({})
format(5, "03d")
format("a", ">3")
format(1.5)
format(3.14159, ".2f")
format(255, "#06x")
format(-5, "b")
format(1234.5678, ",.1f")
format(None, "")
format(None, "5")
format(True, "d")
format(5, "s")
format(5, ".2")
format("a", "d")
format(0.1 + 0.2, ".17g")
format(123456789, "e")
format(5, ",b")
format(10, "_b")
format(1.0, "g")
format(0.0, "g")
format(0.0, "e")
format(-0.0, "f")
format(1e100, "f")
format(1e22, "f")
format(1.5, ".20f")
format(2**70, ",")
format(2**70, ".3e")
format(1.0, "5")
format(1e5, ".3")
format(12345.0, ".3")
format(12.0, ".3")
# === f-strings
import datetime
name = "World"; n = 42; x = 3.14159; d = {"k": "v"}; l = [1, 2]; width = 8; s = "it's"

f"Hello {name}"
f"{name!r}"
f"{n:05d}"
f"{x:.2f}"
f"{x:{width}.2f}|"
f"{n=}"
f"{n = }"
f"{n+1=}"
f"{name=!s}"
f"{x=:.1f}"
f"{d['k']}"
f'{d["k"]}'
f"{{{n}}}"
f"{{}}"
f"{n}{x:.0f}"
f"{'nested ' + f'{n}'}"
f"{(lambda v: v * 2)(n)}"
f"{[i for i in l]}"
f"{n if n > 1 else 'small'}"
f"{n:>{width}}|"
f"{n!r:>{width}}|"
f"{s!r}"
f"a" "b{n}" f"{n}"
f"{n}\n{n}"
rf"\d{n}"
f"{n:#x}"
f"{'a':*^5}"
f"{None}"
f"{l!s}"
f"{l[0]:>3}"
f"{ n }"
f"{n,}"
f"{l[-1]}"
f"{1 == 1}"
f"{n:{'>'}{10}}"
f"{x:%}"
f"{True:d}"
f"{'{'}"
f"\{n}"
f"{n!a}"

# --- snake case
import re
first = re.compile(r"(.)([A-Z][a-z]+)")
second = re.compile(r"([a-z0-9])([A-Z])")
def snake(name): return second.sub(r"\1_\2", first.sub(r"\1_\2", name)).lower()
def short(name): return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
names = ["User", "UserAccount", "HTTPLogEntry", "OAuth2Token", "already_snake", "Été2Bis", ""]
result = [[snake(name) for name in names], [short(name) for name in names]]
# --- plural by condition
import re
def plural(name):
    if re.search(r"[^aeiou]y$", name): return re.sub(r"y$", "ies", name)
    return name + ("es" if re.match(r".*(s|x|ch|sh)$", name) else "s")
result = [plural(name) for name in ["company", "key", "box", "branch", "user", "dish"]]
# --- match objects
import re
match = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)(-(\d\d))?", "2024-05 and more")
result = [match.group(), match.group(1, "month"), match["year"], match.groups(), match.groups(""), match.groupdict(), match.span(), match.start("month"), match.end(3), match.string, bool(re.match("a", "b")), re.match("a", "b")]
# --- findall and split
import re
result = [re.findall(r"\w+", "a b_c, dé"), re.findall(r"(\w)(\d)?", "a1b"), re.findall(r"|a", "aa"), re.findall("x*", "axbxx"), re.split(r"\W+", "a, b; c"), re.split(r"(,)|;", "a,b;c", maxsplit=1), re.split("x*", "axbc"), [m.group(0) for m in re.finditer("[0-9]+", "1 22 333")]]
# --- sub with functions, counts and templates
import re
result = [re.sub("x*", "-", "abxd"), re.sub(r"_([a-z])", lambda m: m.group(1).upper(), "snake_case_name"), re.sub("a", "b", "aaaa", count=2), re.subn("a", "", "banana"), re.sub(r"(?P<w>\w+) (\w+)", r"\2 \g<w>\n\g<0>\\", "one two"), re.sub("(a)|b", r"[\1]", "ab")]
# --- flags
import re
result = [re.findall("^a.", "ab\nAc", re.I | re.M), re.findall("a.b", "a\nb", re.S), re.sub(r"(?i)HELLO", "x", "Hello hello"), re.findall(r"""
  \d +   # digits
  [ ]    # a space
""", "12 3 ", re.VERBOSE), re.findall(r"\w+", "é a", re.ASCII), re.search("(?i:a)b", "Ab").group(), re.search("(?i:a)b", "AB")]
# --- quantifiers
import re
result = [re.match(r"a{2,3}", "aaaa").group(), re.match(r"a{,2}?b", "aab").group(), re.match(r"x{y}", "x{y}").group(), re.match("<.*?>", "<a><b>").group(), re.match("(?:ab)*+", "ababa").group(), re.match("(a*)*", "aa").groups(), re.match("(?:(a)|b)*", "ab").groups(), re.match("(?:|a)*", "a").group(), re.match("(?>a*)a", "aaa")]
# --- sets
import re
result = [re.sub(r"[\W_]+", "-", "Hello, wörld_1!"), re.findall(r"[]a^-]", "]^a-b"), re.findall(r"[^\s\d]", "a 1\tb"), re.findall(r"[\x41-C\-]", "ABCD-"), re.findall(r"[a-]", "a-b"), re.sub(r"[^a-zA-Z0-9]+", "_", "a b--c")]
# --- edges and looks
import re
result = [re.findall(r"\bfoo\b", "foo foobar foo"), re.search(r"a$", "a\n").span(), re.search(r"a\Z", "a\n"), re.findall(r"(?<=a)b", "ab cb"), re.findall(r"(?<![a-z])b", "ab b"), re.findall(r"a(?!b)", "ab ac"), re.fullmatch("a|ab", "ab").group(), re.match(r"(['\"]).*?\1", "'a' b'").group(), re.split(r"\b", "a b")]
# --- errors and escapes
import re
def tried(call):
    try: return call()
    except re.error: return "error"
result = [tried(lambda: re.compile("(")), tried(lambda: re.compile("*a")), tried(lambda: re.sub("a", r"\q", "a")), tried(lambda: re.compile("[b-a]")), re.escape("a.b-c d_é"), re.compile("a", re.I).flags, re.compile("(a)").groups, re.compile("a+").pattern]

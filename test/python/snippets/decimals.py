# python 3.13
# === Decimal
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
D = Decimal

D(), D("0"), D("-0"), D("0.00"), D("00012.3400"), D(" 1 "), D("1_000")
D(".5"), D("5."), D("1e5"), D("1E-7"), D("0.000001"), D("0.0000001"), D("123E+3"), D("-1.5e-10")
D(True), D(-5), D(10**30)
D(0.1), D(-2.5), D(1e22), D(-0.0)
D("")
D("1.2.3")
D("Infinity")  # not understood
D(None)  # not understood
D("1.1") + D("2.20"), D("1") - D("0.9"), D("1.5") * D("-2.0"), 3 - D("0.5"), 2 * D("1.10"), 1 + D(1)
D("1") / D("3"), D("2") / 3, D("1") / D("8"), D("100") / D("10"), D("2.40") / D("2"), D(0) / D("5.00"), 1 / D(4)
D("12345678901234567890.123456789") + D("0.0000000001"), D("1e30") + D("1"), D("9" * 28) + D("0.5")
D("12345678901234567890") * D("98765432109876543210")
D("1") / D("0")
D("0") / D("0")
D(1) % 0
D("7") // D("2"), D("-7") // D("2"), D("7.5") % D("2"), D("-7.5") % D("2"), divmod(D("7.5"), 2)
D("0") + D("0.000"), D("-0") + D("0"), D("-0") + D("-0"), D("1") - D("1.00"), D("0") * D("-1")
-D("0"), -D("1.5"), +D("-0"), abs(D("-2.50")), -D("1.234567890123456789012345678901")
D("1.0") == 1, D("1.5") == 1.5, D("0.1") == 0.1, D("1.0") == D("1.000"), D("1") == "1", 1 == D(1)
D("1.0") < 2, D("0.1") < 0.1, 1.5 > D("1.4"), D(2) >= D("2.0"), D(1) != D(1)
D("1") < "2"
D("1") + 1.5
D("1") + "1"
{D("1.0"): "a"}[1], {0.5: "b"}[D("0.50")], {D("0.1"): 1}.get(0.1), {D("0.1"): 2}[D("0.10")]
D("2.675").quantize(D("0.01")), D("2.665").quantize(D("0.01")), D("2.5").quantize(D(1)), D("1").quantize(D("0.000"))
D("2.675").quantize(D("0.01"), rounding=ROUND_DOWN), D("-2.5").quantize(D("1"), ROUND_HALF_UP)
[D("-1.15").quantize(D("0.1"), "ROUND_" + mode) for mode in ("UP", "DOWN", "CEILING", "FLOOR", "HALF_DOWN", "HALF_EVEN")]
D("1e20").quantize(D("1e-10"))
D("1200").normalize(), D("1.500").normalize(), D("0.00").normalize()
int(D("-1.9")), float(D("0.1")), round(D("2.5")), round(D("3.5")), round(D("1.25"), 1), round(D("-1234"), -2)
bool(D("0.0")), bool(D("0.1")), not D(0)
f"{D('1234.567'):.2f} {D('1234567.5'):,.1f} {D('0.005'):.2f} {D('-0.5'):.0f} {D('2'):.3f}"
f"{D('1.10')} {D('1E+3')}"
format(D("1.5"), ">10")  # not understood
str(D("1E+3")), repr(D("1.50")), "%s" % D("2.0")
D("12.50").adjusted(), D("0.1").as_integer_ratio(), D("-3").is_signed(), D("0.0").is_zero()
sum([D("0.1")] * 3), sum([D("0.1")] * 10) == 1, max(D("1"), D("1.5")), sorted([D("2"), 1, D("1.5")])
D("2") ** 3  # not understood
isinstance(D(1), int), type(D(1)) is Decimal, issubclass(InvalidOperation, ArithmeticError)
D("1.5").sqrt()  # not understood
# --- a context of its own (not understood)
from decimal import Decimal, localcontext
with localcontext() as context:
    context.prec = 4
    result = Decimal(1) / 3
# --- an error that is caught
from decimal import Decimal, InvalidOperation
try:
    Decimal("much")
except InvalidOperation:
    result = "no number"

# python 3.13
# === moments
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta, timezone
PLUS2 = timezone(timedelta(hours=2))
EAST = timezone(timedelta(hours=-5, minutes=-30), "EAST")
D = datetime(2024, 2, 29, 13, 4, 5, 678901)
class Own(datetime):
    pass

D.replace(tzinfo=PLUS2)
D.replace(tzinfo=PLUS2).isoformat()
D.replace(tzinfo=EAST)
str(D.replace(tzinfo=timezone(timedelta(seconds=-1))))
D.replace(tzinfo=PLUS2) == D.replace(hour=11, tzinfo=UTC)
D.replace(tzinfo=PLUS2) - D.replace(tzinfo=EAST)
hash(D.replace(tzinfo=PLUS2)) == hash(D.replace(hour=11, tzinfo=UTC))  # not understood
{D.replace(tzinfo=PLUS2): 1}[D.replace(hour=11, tzinfo=UTC)]
D.replace(tzinfo=UTC) == D
D.replace(tzinfo=UTC) < D
D.replace(tzinfo=UTC) - D
D == D.date()
D < D.date()
D != D.date()
D - D.date()
D + 1
1 + D
D + timedelta(days=1, microseconds=321099)
timedelta(days=1) + D
D - timedelta(days=60)
timedelta(1) - D
datetime.max + timedelta(microseconds=1)
datetime.min - timedelta(1)
D.astimezone()  # not understood
D.replace(tzinfo=UTC).astimezone(EAST)
D.replace(tzinfo=PLUS2).astimezone(UTC).isoformat()
D.timestamp()  # not understood
D.replace(tzinfo=PLUS2).timestamp()
datetime(1, 1, 1, tzinfo=UTC).timestamp()
datetime.fromtimestamp(0)  # not understood
datetime.fromtimestamp(0, timezone.utc)
datetime.fromtimestamp(1700000000.123456, tz=PLUS2)
datetime.fromtimestamp(-1.5, UTC)
datetime.fromtimestamp(0.0000005, UTC)
datetime.fromtimestamp(1.0000015, UTC)
datetime.utcfromtimestamp(86400)
datetime.fromordinal(738000)
datetime.now()  # not understood
datetime.utcnow()  # not understood
date.today()  # not understood
datetime.now(UTC).tzinfo  # not understood
D.isoformat(timespec="hours")
D.isoformat("x", "minutes")
D.isoformat(timespec="nothing")
D.isoformat("ab")
D.fold
datetime(2024, 1, 1, fold=1)
D.timetz()
D.replace(tzinfo=UTC).timetz()
D.replace(tzinfo=UTC).time()
D.utcoffset()
D.replace(tzinfo=PLUS2).utcoffset()
D.replace(tzinfo=PLUS2).tzname()
D.replace(tzinfo=PLUS2).dst()
D.tzinfo
D.replace(day=30)
D.replace(1)
D.replace(2023, 3)
datetime(2024)
datetime(2024, 1, 1, 24)
datetime(2024, 1, 1.0)
datetime("2024", 1, 1)
datetime(2024, 1, 1, weeks=2)
datetime(2024, 1, 1, tzinfo="UTC")
datetime(year=2024, month=True, day=1)
datetime(0, 1, 1)
datetime(2023, 2, 29)
datetime(1900, 2, 29)
datetime(2000, 2, 29)
datetime.combine(D, time(1, 2, tzinfo=PLUS2))
datetime.combine(date(2024, 1, 2), time(3), tzinfo=UTC)
max(D, datetime(2025, 1, 1), key=lambda d: d)
sorted([datetime(2025, 1, 1), D, datetime(2023, 1, 1)])
min([date(2024, 1, 2), date(2024, 1, 1)])
isinstance(D, date), isinstance(D.date(), datetime)
type(D) is datetime
issubclass(datetime, date)
datetime.min, datetime.max
date.min, date.max, time.min, time.max
datetime.min.replace(tzinfo=UTC).isoformat()
MAXYEAR
Own(2024, 1, 1)  # not understood
Own(2024, 1, 1).year
Own(2024, 1, 1) + timedelta(1)  # not understood
str(Own(2024, 1, 1))
Own(2024, 1, 1) == datetime(2024, 1, 1)
D.isocalendar()[1]  # not understood
D.ctime()  # not understood
[datetime(2024, month, 1).strftime("%b") for month in range(1, 13)]
[(date(2024, 1, 1) + timedelta(days=n)).weekday() for n in range(8)]
[date(y, 12, 31).toordinal() for y in (1, 4, 100, 400, 1999, 2000, 9999)]
[date.fromordinal(n) for n in (1, 365, 366, 146097, 146098, 3652059)]
date.fromordinal(0)
# === strftime
from datetime import UTC, date, datetime, time, timedelta, timezone
D = datetime(2024, 2, 29, 13, 4, 5, 678)

D.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
D.strftime("%j %U %W %w %u %y")
datetime(2023, 1, 1).strftime("%U %W %j %w %u")
datetime(2024, 12, 31).strftime("%U %W %j")
D.strftime("%I %p") + datetime(2024, 1, 1).strftime("%I %p")
D.strftime("[%z] [%Z]")
D.replace(tzinfo=UTC).strftime("%z %Z")
D.replace(tzinfo=timezone(timedelta(hours=-5, minutes=-30))).strftime("%z %Z")
D.strftime("100%%")
D.strftime("")
D.strftime("é %Y")
D.strftime("%x")  # not understood
D.strftime("%q")  # not understood
datetime(999, 1, 1).strftime("%Y")  # not understood
date(2024, 1, 2).strftime("%H:%M")
time(1, 2, 3).strftime("%H.%M.%S %Y")
f"{D:%d.%m.%Y}" + f"{D}" + f"{date(2024, 1, 2)}" + f"{time(1):%H}"
"{:%B %d}".format(D)
format(D, "")
# === strptime
from datetime import datetime

datetime.strptime("1970-01-01 00:00:00", "%Y-%m-%d %H:%M:%S")
datetime.strptime("1970-01-01T00:00:00.5", "%Y-%m-%dT%H:%M:%S.%f")
datetime.strptime("1970-01-01 00:00:00+0000", "%Y-%m-%d %H:%M:%S%z")
datetime.strptime("1970-01-01 00:00:00-05:30", "%Y-%m-%d %H:%M:%S%z")
datetime.strptime("1970-01-01Z", "%Y-%m-%d%z")
datetime.strptime("1970-01-01z", "%Y-%m-%d%z")
datetime.strptime("1 jan 99", "%d %b %y")
datetime.strptime("Monday, 1 January 2024", "%A, %d %B %Y")
datetime.strptime("12:30 AM", "%I:%M %p")
datetime.strptime("12:30 pm", "%I:%M %p")
datetime.strptime("7", "%H")
datetime.strptime("68", "%y"), datetime.strptime("69", "%y")
datetime.strptime("2024-02-30", "%Y-%m-%d")
datetime.strptime("2024-1-2", "%Y-%m-%d")
datetime.strptime("20240102", "%Y%m%d")
datetime.strptime("2024-01-02 ", "%Y-%m-%d")
datetime.strptime("2024-01-02", "%Y-%m-%d %H")
datetime.strptime("2024  01", "%Y %m")
datetime.strptime("29 02", "%d %m")
datetime.strptime("10:20:60", "%H:%M:%S")
datetime.strptime("100%", "1%H%%")
datetime.strptime("2024.01.02", "%Y.%m.%d"), datetime.strptime("2024(1)", "%Y(%m)")
datetime.strptime("2024x01", "%Y.%m")
datetime.strptime("2024 007", "%Y %j")  # not understood
datetime.strptime("1 UTC", "%d %Z")  # not understood
datetime.strptime("x", "%")  # not understood
# === ISO texts
from datetime import date, datetime, time

datetime.fromisoformat("2024-01-02 03:04")
datetime.fromisoformat("2024-01-02T03:04:05.678")
datetime.fromisoformat("2024-01-02T03:04:05.123456789")
datetime.fromisoformat("2024-01-02T03:04:05,5")
datetime.fromisoformat("2024-01-02T03:04:05Z")
datetime.fromisoformat("2024-01-02T03:04:05+00:00")
datetime.fromisoformat("2024-01-02T03:04:05.000001-07:30")
datetime.fromisoformat("2024-13-02")
datetime.fromisoformat("2024-01-02T25:00")
datetime.fromisoformat("20240102")  # not understood
datetime.fromisoformat("nonsense")  # not understood
date.fromisoformat("2024-02-30")
date.fromisoformat("2024-W01-1")  # not understood
time.fromisoformat("04:23:01.5")
time.fromisoformat("04:23:01+04:00")
# === times of day
from datetime import time, timedelta, timezone
PLUS2 = timezone(timedelta(hours=2))

time()
time(23, 59, 59, 999999)
time(1, tzinfo=PLUS2)
time(1, 2, fold=1)
time(3, tzinfo=PLUS2) == time(1, tzinfo=timezone.utc)
{time(3, tzinfo=PLUS2): 1}.get(time(1, tzinfo=timezone.utc))
time(1) < time(2), time(1) == time(1, 0), time(2) > time(1, tzinfo=None)
time(1) == time(1, tzinfo=PLUS2)
time(1) < time(1, tzinfo=PLUS2)
time(1).replace(minute=5, tzinfo=PLUS2).isoformat()
time(1, 2).hour, time(1, 2).minute, time(1, 2).tzinfo
bool(time(0))
time(24)
time(1) + timedelta(1)
time(1, 2, 3, 400).isoformat("milliseconds")
# === timedelta
from datetime import date, timedelta

timedelta(0.5)
timedelta(seconds=0.1) + timedelta(seconds=0.2)
timedelta(microseconds=0.5), timedelta(microseconds=1.5), timedelta(microseconds=2.5)
timedelta(microseconds=-0.5), timedelta(microseconds=-1.5)
timedelta(days=1.1, hours=2.2, minutes=3.3)
timedelta(milliseconds=0.0015)
timedelta(weeks=1.1, seconds=1e-7)
timedelta(days=10**9)
timedelta(days="1")
timedelta(float("nan"))  # not understood
timedelta(1, 2, 3, 4, 5, 6, 7)
timedelta(1, 2, 3, 4, 5, 6, 7, 8)
timedelta(days=1, months=1)
timedelta(days=1) * 1.5, 2 * timedelta(1), timedelta(1) * True
timedelta(microseconds=5) / 2, timedelta(microseconds=7) / 2, timedelta(microseconds=-5) / 2
timedelta(1) / 3, timedelta(1) / 0.7, timedelta(1) * 0.1
timedelta(microseconds=7) // 2, timedelta(microseconds=-7) // 2, timedelta(microseconds=7) // -2
timedelta(1) / 0
timedelta(1) / 0.0
timedelta(1) % timedelta(hours=7)
timedelta(-1) % timedelta(hours=7)
divmod(timedelta(1), timedelta(hours=7))
timedelta(1) // timedelta(hours=-7)
timedelta(1) / timedelta(seconds=7)
timedelta(1) * timedelta(1)
timedelta(1) + 1
timedelta(1) < 1
timedelta(1) == 86400
timedelta(-1, 5).days, timedelta(-1, 5).seconds, timedelta(-1, 5).microseconds
timedelta.min, timedelta.max, timedelta.resolution
timedelta.max + timedelta.resolution
str(timedelta(2, 3, 4)), str(timedelta(-2)), str(timedelta(hours=100, microseconds=1))
abs(timedelta(hours=-1)), -timedelta(hours=1), +timedelta(1)
bool(timedelta()), bool(timedelta(1)), not timedelta()
sum([timedelta(1), timedelta(2)], timedelta())
timedelta(days=30).total_seconds(), timedelta(microseconds=1).total_seconds()
{timedelta(days=1): "a"}[timedelta(hours=24)]
date(2024, 1, 1) - timedelta(hours=1)
date(2024, 1, 1) + timedelta(hours=23)
date.max + timedelta(1)
date(2024, 1, 1) - 1
round(timedelta(1))
# === time zones
from datetime import datetime, timedelta, timezone

timezone(timedelta(0)) is timezone.utc
timezone(timedelta(0), "Z")
timezone(timedelta(0), "Z") == timezone.utc
timezone(timedelta(hours=24))
timezone(5)
timezone(timedelta(hours=2)) == timezone(timedelta(hours=2), "X")
str(timezone(timedelta(hours=2))), str(timezone.utc), str(timezone(timedelta(hours=-2, seconds=-1)))
str(timezone(timedelta(microseconds=1)))
timezone(timedelta(hours=2), "X").tzname(None)
timezone.utc.utcoffset(None)
timezone.min, timezone.max
timezone(timedelta(hours=1), name="a")
# --- a class attribute
from datetime import datetime
class Model:
    UNIX_EPOCH = datetime.strptime("1970-01-01 00:00:00", "%Y-%m-%d %H:%M:%S")
    created = UNIX_EPOCH.isoformat()
result = Model.created, Model().UNIX_EPOCH.year
# --- what is made of something unknown (not understood)
import unknown_package
from datetime import datetime, timedelta
result = datetime(2024, 1, 1) + timedelta(days=unknown_package.DAYS)

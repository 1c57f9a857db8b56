/* A time, of a day ("1 April 2021 at 4 pm", "tomorrow, 8:30am", "half past seven on Friday") or of any ("at 7.30 pm", "9am
 * to noon", "for two hours from 7 pm"), and a part of the day ("on Friday evening", "in the late afternoon"). The day is
 * read as dates or relative dates are; the time stands in
 *   clock      4, 4:30, 16.30, 08:00:31, 0830, seven, six thirty, noon
 *   past, to   minutes before the hour: "twenty" past eight, "a quarter" to seven
 *   half_day   am, pm, in the evening, tonight (register `dayparts`: the half of the day, am or pm)
 *   clock_to, past_to, half_day_to   the end of an interval of that day; half_day_to holds for both ends where it is said
 *                           once and the interval then rises; said with the start alone, or where that is noon, the
 *                           end is the first such time behind it on a dial of 12 hours: 10 am to 2
 *   number, unit, more      how long an interval is, where its end is not said
 * Without clock, half_day is a part of the day, and early or late halves of it: an interval of hours that are inferred
 * (register `day-hours`).
 * An end before its start is of the next day, from an afternoon to a morning. An hour up to 12 without half_day is taken as
 * it stands, as on a clock of 24 hours. */
#include "base/ascii.h"
#include "values/compound.h"
#include "values/relative.h"

static bool has(const struct value_in *in, slice capture) { return value_capture(in, capture).n > 0; }

static bool says_day(const struct value_in *in) {
	static const slice names[] = {
	        {"iso", 3}, {"numeric", 7}, {"day", 3}, {"month", 5}, {"toward", 6}, {"weekday", 7}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (has(in, names[i])) return true;
	return false;
}

struct clock {
	unsigned hour, minute, second;
};

static bool small_number(slice text, unsigned below, unsigned *n) {
	uint64_t number;
	if (text.n == 0 || text.n > 2 || !slice_to_u64(text, &number) || number >= below) return false;
	*n = (unsigned)number;
	return true;
}

/* "16", "4:30", "16.30", "08:00:31", "16h30". */
static bool read_digits(slice text, struct clock *c) {
	slice rest[3] = {text, ABSENT, ABSENT};
	size_t n = 1;
	for (size_t i = 0; i < text.n; i++) {
		char at = text.p[i];
		if (ascii_is_digit(at)) continue;
		if (n == 3 || (at != ':' && at != '.' && at != 'h' && at != 'H')) return false;
		size_t start = (size_t)(rest[n - 1].p - text.p);
		rest[n - 1] = slice_sub(text, start, i);
		rest[n++] = slice_drop(text, i + 1);
	}
	if (n == 2 && rest[1].n == 0) n = 1;                       /* 16h */
	if (rest[0].n == text.n && (text.n == 3 || text.n == 4)) { /* 730, 0830 */
		rest[0] = slice_sub(text, 0, text.n - 2);
		rest[1] = slice_drop(text, text.n - 2);
		n = 2;
	}
	return small_number(rest[0], 25, &c->hour) && (n < 2 || small_number(rest[1], 60, &c->minute)) &&
	       (n < 3 || small_number(rest[2], 60, &c->second));
}

static bool word_number(const struct value_in *in, slice text, unsigned below, unsigned *n) {
	struct quantity q;
	struct decimal d;
	text = utf8_trim(text);
	if (small_number(text, below, n)) return true;
	return number_read(in, text, &q) && number_decimal(in->arena, &q, &d) && !d.negative && !d.places &&
	       small_number(d.digits, below, n);
}

/* "seven", "six thirty", "six-thirty". */
static bool read_words(const struct value_in *in, slice text, struct clock *c) {
	if (word_number(in, text, 25, &c->hour)) return true;
	struct cut cut = slice_cut(text, S(" ")), joined = slice_cut(text, S("-"));
	if (joined.ok && (!cut.ok || joined.head.n < cut.head.n)) cut = joined;
	return cut.ok && word_number(in, cut.head, 25, &c->hour) && word_number(in, cut.tail, 60, &c->minute);
}

/* Noon and midnight stand in the register with their hour. */
static bool read_clock(const struct value_in *in, slice capture, struct clock *c) {
	slice text = value_folded(in, capture);
	uint64_t hour;
	if (value_number_word(in, S("dayparts"), text, S("hour"), &hour)) {
		c->hour = (unsigned)hour;
		return true;
	}
	return read_digits(text, c) || read_words(in, text, c);
}

/* "twenty" in "twenty past eight"; a part of an hour is a number below 1. */
static bool read_minutes(const struct value_in *in, slice capture, unsigned *minutes) {
	struct quantity q;
	struct decimal d;
	if (!number_read(in, value_capture(in, capture), &q) || !number_decimal(in->arena, &q, &d)) return false;
	if (d.places) d = decimal_trim(decimal_multiply(in->arena, d, decimal_of(in->arena, 60)));
	return !d.places && small_number(d.digits, 60, minutes);
}

static void take_half(slice half, struct clock *c) {
	if (slice_equal(half, S("pm")) && c->hour < 12) c->hour += 12;
	if (slice_equal(half, S("am")) && c->hour == 12) c->hour = 0;
	if (slice_equal(half, S("noon")) && c->hour < 8) c->hour += 12;
	if (slice_equal(half, S("night")) && c->hour >= 6 && c->hour < 12) c->hour += 12;
}

static slice half_of(const struct value_in *in, slice capture) {
	return value_word(in, S("dayparts"), value_folded(in, capture), S("half"));
}

static unsigned second_of_day(struct clock c) { return (c.hour * 60 + c.minute) * 60 + c.second; }

/* What one time is said in. */
struct names {
	slice clock, past, to, half;
};

static bool read_time(const struct value_in *in, struct value_out *out, struct names n, struct clock *c) {
	unsigned minutes = 0;
	*c = (struct clock){0};
	bool past = has(in, n.past), to = has(in, n.to);
	bool good = read_clock(in, n.clock, c) && (!past || read_minutes(in, n.past, &minutes)) &&
	            (!to || read_minutes(in, n.to, &minutes));
	take_half(half_of(in, n.half), c);
	if (past) c->minute = minutes;
	if (to && minutes) {
		c->hour = (c->hour + 23) % 24;
		c->minute = 60 - minutes;
	}
	if (!good || c->hour > 24 || (c->hour == 24 && (c->minute || c->second)))
		return value_unread(in, out, S("no time of day is"), value_capture(in, n.clock));
	return true;
}

/* "tonight at 7": the word for the day may say the half, too. */
static slice half_name(const struct value_in *in) { return has(in, S("half_day")) ? S("half_day") : S("toward"); }

static bool read_start(const struct value_in *in, struct value_out *out, struct clock *c) {
	return read_time(in, out, (struct names){S("clock"), S("past"), S("to"), half_name(in)}, c);
}

static bool is_named(const struct value_in *in, slice capture) {
	return value_word(in, S("dayparts"), value_folded(in, capture), S("hour")).n > 0;
}

/* Said as on a dial of 12 hours: 3, 8:45, seven; not 15, 03:00, noon. */
static bool on_dial(const struct value_in *in, slice capture, struct clock c) {
	return c.hour > 0 && c.hour <= 12 && !slice_starts(value_capture(in, capture), S("0")) &&
	       !is_named(in, capture);
}

/* The first time behind the start that a dial of 12 hours shows so. */
static void take_next(const struct clock *start, struct clock *end) {
	end->hour %= 12;
	if (second_of_day(*end) <= second_of_day(*start) && start->hour < 12) end->hour += 12;
	if (second_of_day(*end) <= second_of_day(*start) && end->hour < 12) {
		struct clock later = *end;
		later.hour += 12;
		if (second_of_day(later) > second_of_day(*start)) *end = later;
	}
}

/* The end of an interval. Where it has a half of the day and the start has none, it is the start's too, if that does
 * not make the start the later one. */
static bool read_end(const struct value_in *in, struct value_out *out, struct clock *start, struct clock *end) {
	if (!read_time(in, out, (struct names){S("clock_to"), S("past_to"), ABSENT, S("half_day_to")}, end))
		return false;
	slice half = half_of(in, S("half_day_to"));
	if (half.n && !has(in, S("half_day"))) {
		struct clock both = *start;
		take_half(half, &both);
		if (second_of_day(both) <= second_of_day(*end)) *start = both;
	}
	bool sure = has(in, S("half_day")) || is_named(in, S("clock"));
	if (!half.n && sure && on_dial(in, S("clock_to"), *end)) take_next(start, end);
	/* Neither end says its half, as in 8:30-5: the day is one of work. */
	bool dial = !half.n && !sure && on_dial(in, S("clock"), *start) && on_dial(in, S("clock_to"), *end);
	if (dial && second_of_day(*end) <= second_of_day(*start)) take_next(start, end);
	bool overnight = !says_day(in) || (start->hour >= 12 && end->hour <= 12);
	return second_of_day(*start) <= second_of_day(*end) || overnight ||
	       value_unread(in, out, S("an interval that ends before it starts, at"), value_capture(in, S("clock_to")));
}

/* The end that lies the length of time behind the start; of a day at most, which ends on another where it says none. */
static bool read_length(
        const struct value_in *in, struct value_out *out, const struct clock *start, struct clock *end) {
	enum { DAY = 24 * 60 * 60 };
	uint64_t length;
	if (!clock_length(in, &length) || length == 0 || length >= DAY)
		return value_unread(in, out, S("no length of hours is"), value_capture(in, S("number")));
	unsigned at = (second_of_day(*start) + (unsigned)length) % DAY;
	*end = (struct clock){at / 3600, at / 60 % 60, at % 60};
	return true;
}

/* The hours of a part of the day, or of its first or second half. */
static bool read_part(const struct value_in *in, struct value_out *out, struct clock *start, struct clock *end) {
	slice name = value_folded(in, half_name(in));
	uint64_t first, last;
	bool known = value_number_word(in, S("day-hours"), name, S("from"), &first) &&
	             value_number_word(in, S("day-hours"), name, S("to"), &last) && first < last && last <= 24;
	if (!known) return value_unread(in, out, S("no part of the day is"), name);
	uint64_t middle = (first + last) / 2;
	if (has(in, S("late"))) first = middle;
	if (has(in, S("early"))) last = middle;
	*start = (struct clock){.hour = (unsigned)first};
	*end = last == 24 ? (struct clock){23, 59, 59} : (struct clock){.hour = (unsigned)last};
	return true;
}

static slice two_digits(arena *a, unsigned n) {
	slice text = slice_of_u64(a, n);
	return n < 10 ? say(a, S("0"), text) : text;
}

/* The captures but for those of a length of time, which a relative date would count with. */
static struct value_in without_length(const struct value_in *in) {
	struct value_in rest = *in;
	struct captured *kept = arena_alloc(in->arena, in->count * sizeof *kept);
	rest.captures = kept;
	rest.count = 0;
	for (size_t i = 0; i < in->count; i++) {
		slice name = in->captures[i].name;
		if (!slice_equal(name, S("number")) && !slice_equal(name, S("unit")) && !slice_equal(name, S("more")))
			kept[rest.count++] = in->captures[i];
	}
	return rest;
}

/* The day as text, through the value type that reads its captures. */
static bool read_day(const struct value_in *in, struct value_out *out, slice *day) {
	/* Without a date of the document the day stays open, so that its time is kept. */
	bool plain = has(in, S("iso")) || has(in, S("numeric")) || (has(in, S("day")) && has(in, S("month")));
	struct value_in said = has(in, S("number")) ? without_length(in) : *in;
	struct value_out date = {0};
	if (!(plain ? value_date : value_relative)(&said, &date)) {
		if (date.code != CODE_DATE_OPEN) return value_fail(out, date.code, date.message);
		*day = S("XXXX-XX-XX");
		out->code = date.code;
		out->message = date.message;
		return true;
	}
	for (size_t i = 0; i < date.count; i++) {
		if (slice_equal(date.columns[i].column, S("value"))) *day = date.columns[i].text;
		if (slice_equal(date.columns[i].column, S("kind")) && !slice_equal(date.columns[i].text, S("day")))
			return value_unread(in, out, S("no day is said with"), value_capture(in, S("clock")));
	}
	out->inferred = date.inferred;
	out->code = date.code;
	out->message = date.message;
	return true;
}

/* Seconds stand with a day always, with a time alone where it has any. */
static slice moment_text(arena *a, slice day, struct clock c) {
	slice text = say(a, day, S("T"), two_digits(a, c.hour), S(":"), two_digits(a, c.minute));
	return day.n || c.second ? say(a, text, S(":"), two_digits(a, c.second)) : text;
}

/* The day after, in a year with no 29 February where the year is open; of no day whose month is open. */
static slice day_after(arena *a, slice day) {
	struct calendar_date d;
	bool open = slice_starts(day, S("XXXX-"));
	if (!calendar_read_iso(open ? say(a, S("2001-"), slice_drop(day, 5)) : day, &d)) return day;
	if (!d.day || !calendar_valid(d)) return day;
	d = calendar_add_days(d, 1);
	if (open) d.year = 0;
	return calendar_text(a, d);
}

static slice range_text(arena *a, slice day, struct clock start, struct clock end) {
	slice last = second_of_day(start) > second_of_day(end) ? day_after(a, day) : day;
	return say(a, moment_text(a, day, start), S("/"), moment_text(a, last, end));
}

static bool read_times(
        const struct value_in *in, struct value_out *out, bool range, struct clock *start, struct clock *end) {
	if (!has(in, S("clock"))) return read_part(in, out, start, end);
	if (!read_start(in, out, start)) return false;
	if (has(in, S("number"))) return read_length(in, out, start, end);
	return !range || read_end(in, out, start, end);
}

bool value_moment(const struct value_in *in, struct value_out *out) {
	struct clock start, end = {0};
	slice day = S("");
	bool part = !has(in, S("clock")), dated = says_day(in);
	bool range = part || has(in, S("clock_to")) || has(in, S("number"));
	if (!read_times(in, out, range, &start, &end) || (dated && !read_day(in, out, &day))) return false;
	value_set(out, S("kind"), range ? S("interval") : dated ? S("datetime") : S("time"), ABSENT);
	value_set(out, S("value"), range ? range_text(in->arena, day, start, end) : moment_text(in->arena, day, start),
	        part ? half_name(in) : S("clock"));
	out->inferred = out->inferred || part || slice_equal(half_of(in, S("clock")), S("middle"));
	static const slice names[] = {{"clock_to", 8}, {"number", 6}, {"iso", 3}, {"numeric", 7}, {"day", 3},
	        {"month", 5}, {"year", 4}, {"toward", 6}, {"weekday", 7}};
	size_t set = 1;
	for (size_t i = 0; i < sizeof names / sizeof *names && set < VALUE_SOURCES_MAX; i++)
		if (has(in, names[i])) value_from(out, names[i]), set++;
	value_set_qualifier(in, out, S("date"));
	return true;
}

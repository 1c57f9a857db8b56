/* A time, of a day ("1 April 2021 at 4 pm", "tomorrow, 8:30am", "half past seven on Friday") or of any ("at 7.30 pm", "9am
 * to noon"). The day is read as dates or relative dates are; the time stands in
 *   clock      4, 4:30, 16.30, 08:00:31, 0830, seven, six thirty, noon
 *   past, to   minutes before the hour: "twenty" past eight, "a quarter" to seven
 *   half_day   am, pm, in the evening, tonight (register `dayparts`: the half of the day, am or pm)
 *   clock_to, half_day_to   the end of an interval of that day; half_day_to holds for both ends where it is said once
 *                           and the interval then rises
 * An end before its start is of the next day, from an afternoon to a morning. An hour up to 12 without half_day is taken as
 * it stands, as on a clock of 24 hours. */
#include "base/ascii.h"
#include "values/number.h"
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
	if (n == 2 && rest[1].n == 0) n = 1; /* 16h */
	if (n == 1 && text.n == 4) {         /* 0830 */
		rest[0] = slice_sub(text, 0, 2);
		rest[1] = slice_drop(text, 2);
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

/* "seven", "six thirty". */
static bool read_words(const struct value_in *in, slice text, struct clock *c) {
	if (word_number(in, text, 25, &c->hour)) return true;
	struct cut cut = slice_cut(text, S(" "));
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
	if (slice_equal(half, S("night")) && c->hour >= 6 && c->hour < 12) c->hour += 12;
}

static slice half_of(const struct value_in *in, slice capture) {
	return value_word(in, S("dayparts"), value_folded(in, capture), S("half"));
}

static unsigned second_of_day(struct clock c) { return (c.hour * 60 + c.minute) * 60 + c.second; }

/* The end of an interval. Where it has a half of the day and the start has none, it is the start's too, if that does
 * not make the start the later one. */
static bool read_end(const struct value_in *in, struct value_out *out, struct clock *start, struct clock *end) {
	*end = (struct clock){0};
	if (!read_clock(in, S("clock_to"), end))
		return value_unread(in, out, S("no time of day is"), value_capture(in, S("clock_to")));
	slice half = half_of(in, S("half_day_to"));
	take_half(half, end);
	if (half.n && !has(in, S("half_day"))) {
		struct clock both = *start;
		take_half(half, &both);
		if (second_of_day(both) <= second_of_day(*end)) *start = both;
	}
	bool overnight = !says_day(in) || (start->hour >= 12 && end->hour <= 12);
	return second_of_day(*start) <= second_of_day(*end) || overnight ||
	       value_unread(in, out, S("an interval that ends before it starts, at"), value_capture(in, S("clock_to")));
}

static bool read_time(const struct value_in *in, struct value_out *out, struct clock *c) {
	unsigned minutes = 0;
	*c = (struct clock){0};
	bool past = has(in, S("past")), to = has(in, S("to"));
	bool good = read_clock(in, S("clock"), c) && (!past || read_minutes(in, S("past"), &minutes)) &&
	            (!to || read_minutes(in, S("to"), &minutes));
	/* "tonight at 7": the word for the day may say the half, too */
	take_half(half_of(in, has(in, S("half_day")) ? S("half_day") : S("toward")), c);
	if (past) c->minute = minutes;
	if (to && minutes) {
		c->hour = (c->hour + 23) % 24;
		c->minute = 60 - minutes;
	}
	if (!good || c->hour > 24 || (c->hour == 24 && (c->minute || c->second)))
		return value_unread(in, out, S("no time of day is"), value_capture(in, S("clock")));
	return true;
}

static slice two_digits(arena *a, unsigned n) {
	slice text = slice_of_u64(a, n);
	return n < 10 ? say(a, S("0"), text) : text;
}

/* The day as text, through the value type that reads its captures. */
static bool read_day(const struct value_in *in, struct value_out *out, slice *day) {
	/* Without a date of the document a named day stays open, so that its time is kept; a weekday may be any. */
	bool plain = has(in, S("iso")) || has(in, S("numeric")) || (has(in, S("day")) && has(in, S("month")));
	struct value_out date = {0};
	if (!(plain ? value_date : value_relative)(in, &date)) {
		if (date.code != CODE_DATE_OPEN || !has(in, S("toward")))
			return value_fail(out, date.code, date.message);
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

bool value_moment(const struct value_in *in, struct value_out *out) {
	struct clock start, end;
	slice day = S("");
	bool range = has(in, S("clock_to")), dated = says_day(in);
	if (!read_time(in, out, &start) || (dated && !read_day(in, out, &day))) return false;
	if (range && !read_end(in, out, &start, &end)) return false;
	value_set(out, S("kind"), range ? S("interval") : dated ? S("datetime") : S("time"), ABSENT);
	value_set(out, S("value"), range ? range_text(in->arena, day, start, end) : moment_text(in->arena, day, start),
	        S("clock"));
	static const slice names[] = {{"clock_to", 8}, {"iso", 3}, {"numeric", 7}, {"day", 3}, {"month", 5},
	        {"year", 4}, {"toward", 6}, {"weekday", 7}};
	size_t set = 1;
	for (size_t i = 0; i < sizeof names / sizeof *names && set < VALUE_SOURCES_MAX; i++)
		if (has(in, names[i])) value_from(out, names[i]), set++;
	value_set_qualifier(in, out, S("date"));
	return true;
}

/* Days, months, years and intervals of them, as EDTF. Captures: values.def.
 *
 * Ranges: month and year that stand once hold for both ends (1–5 April 2021; June to August 2019). Where they would
 * then fall, a `year_to` alone belongs to the end and the start is of the year before (15 December – 3 January 2019),
 * and a `year` alone belongs to the start and the end is of the year after (October 2018 to March). Without a year
 * the date gets that which brings it closest to the document's own date, if that is a day or a month: inferred; the one
 * beside it where only there it is on the day of the week that was said. Else
 * the year stays open (XXXX-04-01). What has the form of a date and is none is DATE_IMPOSSIBLE; nothing is moved to a
 * day that there is. */
#include "values/calendar.h"

#include "values/numeric.h"

/* The captures that a date may be read in, in the order people write them. */
static const slice parts[] = {{"day", 3}, {"month", 5}, {"year", 4}, {"day_to", 6}, {"month_to", 8}, {"year_to", 7}};
enum { PARTS = sizeof parts / sizeof *parts };

static bool impossible(const struct value_in *in, struct value_out *out, slice said) {
	return value_fail(
	        out, CODE_DATE_IMPOSSIBLE, say(in->arena, utf8_fold_blanks(in->arena, said), S(" is in no calendar")));
}

/* The text of the captures from..to, joined by blanks: for messages. */
static slice said(const struct value_in *in, size_t from, size_t to) {
	slice text = S("");
	for (size_t i = from; i < to; i++) {
		slice part = value_folded(in, parts[i]);
		if (part.n) text = text.n ? say(in->arena, text, S(" "), part) : part;
	}
	if (text.n == 0 && value_capture(in, S("numeric_to")).n)
		text = say(in->arena, value_folded(in, S("numeric")), S(" to "), value_folded(in, S("numeric_to")));
	return text;
}

static void set_date(struct value_out *out, slice kind, slice value) {
	value_set(out, S("kind"), kind, ABSENT);
	value_set(out, S("value"), value, ABSENT);
}

static void set_sources(const struct value_in *in, struct value_out *out) {
	for (size_t i = 0; i < PARTS; i++)
		if (value_capture(in, parts[i]).n) value_from(out, parts[i]);
}

/* ---- iso */

static bool two_digits(slice s, unsigned below) {
	uint64_t n;
	return s.n == 2 && slice_to_u64(s, &n) && n < below;
}

/* "07:00", "07:00:30", with Z or +01:00 behind it or nothing. */
static bool time_is_valid(slice t) {
	if (!two_digits(slice_sub(t, 0, 2), 24) || !slice_starts(slice_drop(t, 2), S(":"))) return false;
	if (!two_digits(slice_sub(t, 3, 5), 60)) return false;
	t = slice_drop(t, 5);
	if (slice_starts(t, S(":"))) {
		if (!two_digits(slice_sub(t, 1, 3), 60)) return false;
		t = slice_drop(t, 3);
	}
	if (t.n == 0 || slice_equal(t, S("Z"))) return true;
	if (!slice_starts(t, S("+")) && !slice_starts(t, S("-"))) return false;
	return t.n == 6 && two_digits(slice_sub(t, 1, 3), 15) && t.p[3] == ':' && two_digits(slice_sub(t, 4, 6), 60);
}

/* Parts of a second, which EDTF has none of, are left out: "17:00:05.621Z" is 17:00:05Z. */
static slice without_fraction(arena *a, slice text) {
	size_t point = slice_find_byte(text, '.'), from = point < text.n ? point : slice_find_byte(text, ',');
	if (from >= text.n || slice_find_byte(text, 'T') >= from) return text;
	size_t end = from + 1;
	while (end < text.n && utf8_is_digit((unsigned char)text.p[end])) end++;
	return end > from + 1 ? say(a, slice_sub(text, 0, from), slice_drop(text, end)) : text;
}

/* One point of time, as calendar_text writes it, perhaps with a time. */
static bool iso_point(const struct value_in *in, struct value_out *out, slice text, slice *value, slice *kind,
        struct calendar_date *d) {
	text = without_fraction(in->arena, text);
	struct cut c = slice_cut(text, S("T"));
	if (!calendar_read_iso(c.head, d) || (c.ok && (!d->day || !time_is_valid(c.tail))))
		return value_unread(in, out, S("no ISO 8601 date is"), text);
	if (d->year == 0 || !calendar_valid(*d)) return impossible(in, out, text);
	*value = text;
	*kind = c.ok ? S("datetime") : calendar_kind(*d);
	return true;
}

static bool iso_date(const struct value_in *in, struct value_out *out, slice text) {
	struct cut c = slice_cut(text, S("/"));
	struct calendar_date start, end;
	slice first, second, kind;
	if (!iso_point(in, out, c.head, &first, &kind, &start)) return false;
	if (c.ok) {
		if (!iso_point(in, out, c.tail, &second, &kind, &end)) return false;
		if (calendar_compare(start, end) > 0)
			return value_unread(in, out, S("an interval that ends before it starts:"), text);
		first = text;
		kind = S("interval");
	}
	set_date(out, kind, first);
	value_from(out, S("iso"));
	return true;
}

/* ---- day, month, year */

/* Reads what was captured; what was not stays 0. A year 0 is in no calendar, and neither are day or month 0. */
static bool read_part(const struct value_in *in, struct value_out *out, size_t part, unsigned *n) {
	slice text = value_capture(in, parts[part]);
	*n = 0;
	if (text.n == 0) return true;
	bool read = part % 3 == 0   ? calendar_read_day(in, text, n)
	            : part % 3 == 1 ? calendar_read_month(in, text, n)
	                            : calendar_read_year_words(in, text, n);
	if (!read) return value_unread(in, out, S("no day, month or year is"), text);
	return *n > 0 || impossible(in, out, said(in, part < 3 ? 0 : 3, part < 3 ? 3 : 6));
}

static bool read_end(const struct value_in *in, struct value_out *out, size_t from, struct calendar_date *d) {
	return read_part(in, out, from, &d->day) && read_part(in, out, from + 1, &d->month) &&
	       read_part(in, out, from + 2, &d->year);
}

static bool weekday_said(const struct value_in *in, uint64_t *weekday) {
	return value_number_word(in, S("weekdays"), utf8_trim(value_capture(in, S("weekday"))), S("day"), weekday);
}

/* The year before or behind, where the day of the week that was said is that of the day there, and not here. */
static void turn_to_weekday(const struct value_in *in, struct calendar_date *d) {
	uint64_t weekday;
	if (!d->day || !weekday_said(in, &weekday)) return;
	if (calendar_weekday(*d) == weekday) return;
	for (unsigned year = d->year - 1; year <= d->year + 1; year += 2) {
		struct calendar_date there = {year, d->month, d->day};
		if (!year || !calendar_valid(there) || calendar_weekday(there) != weekday) continue;
		*d = there;
		return;
	}
}

/* The closest year, where none was said and the document's own date is known. */
static void infer_year(const struct value_in *in, struct value_out *out, struct calendar_date *d) {
	struct calendar_date reference;
	if (d->year || !in->context || !calendar_read_iso(in->context->published, &reference)) return;
	if (!calendar_infer(d, reference)) return;
	out->inferred = true;
	turn_to_weekday(in, d);
}

static bool no_day(const struct value_in *in, struct value_out *out) {
	return value_unread(in, out, S("no month or year with"), said(in, 0, PARTS));
}

/* A year of two digits may be of the other century, too. */
static void keep_century(const struct value_in *in, struct value_out *out, struct calendar_date d) {
	d.year = d.year < 2000 ? d.year + 100 : d.year - 100;
	if (calendar_valid(d)) value_alternative(out, S("value"), calendar_text(in->arena, d));
}

static bool put_single(const struct value_in *in, struct value_out *out, struct calendar_date d) {
	if (!d.month && (d.day || !d.year)) return no_day(in, out);
	if (!calendar_valid(d)) return impossible(in, out, said(in, 0, 3));
	if (d.month) infer_year(in, out, &d);
	set_date(out, calendar_kind(d), calendar_text(in->arena, d));
	set_sources(in, out);
	if (calendar_year_is_short(value_capture(in, value_capture(in, S("year")).n ? S("year") : S("year_to"))))
		keep_century(in, out, d);
	return true;
}

/* Do the ends fall where no year is told apart? */
static bool falls(struct calendar_date start, struct calendar_date end) {
	start.year = end.year = 0;
	return calendar_compare(start, end) > 0;
}

/* Months that stand once. False where an end is left with neither month nor year, or a day without its month. */
static bool share_months(struct calendar_date *start, struct calendar_date *end) {
	if (end->day && !end->month) end->month = start->month;
	if (start->day && !start->month) /* from the 28th to 2 June */
		start->month = end->day && start->day > end->day ? (end->month + 10) % 12 + 1 : end->month;
	if ((start->day && !start->month) || (end->day && !end->month)) return false;
	if (!start->month || !end->month) return start->year && end->year;
	return true;
}

/* Years that stand once, or nowhere; both ends have months then. */
static void share_years(
        const struct value_in *in, struct value_out *out, struct calendar_date *start, struct calendar_date *end) {
	if (!start->year && !end->year) infer_year(in, out, start);
	unsigned fall = falls(*start, *end);
	if (!start->year && end->year)
		start->year = end->year - fall;
	else if (start->year && !end->year)
		end->year = start->year + fall;
}

/* The ends of a range. A year_to of two digits follows the year that it stands with: 2016–18, 1999–02. */
static bool put_range(
        const struct value_in *in, struct value_out *out, struct calendar_date start, struct calendar_date end) {
	slice years = value_capture(in, S("year_to"));
	if (start.year && years.n && !start.month && !calendar_read_year_after(years, start.year, &end.year))
		return no_day(in, out);
	if (!share_months(&start, &end)) return no_day(in, out);
	share_years(in, out, &start, &end);
	if (!calendar_valid(start) || !calendar_valid(end)) return impossible(in, out, said(in, 0, PARTS));
	(void)calendar_order(in, out, &start, &end, said(in, 0, PARTS));
	set_date(out, S("interval"),
	        say(in->arena, calendar_text(in->arena, start), S("/"), calendar_text(in->arena, end)));
	set_sources(in, out);
	return true;
}

static bool parts_date(const struct value_in *in, struct value_out *out) {
	struct calendar_date start, end;
	if (!read_end(in, out, 0, &start) || !read_end(in, out, 3, &end)) return false;
	bool range = end.day || end.month || (end.year && start.year);
	if (range) return put_range(in, out, start, end);
	if (!start.year) start.year = end.year;
	return put_single(in, out, start);
}

/* Both ends of a range are written in one order: where one can be read in one order only, so is the other. */
static bool numeric_range(const struct value_in *in, struct value_out *out, slice from, slice to) {
	struct numeric start, end;
	if (!numeric_readings(in, from, &start)) return value_unread(in, out, S("no date in digits is"), from);
	if (!numeric_readings(in, to, &end)) return value_unread(in, out, S("no date in digits is"), to);
	if (start.turned && end.ambiguous) end.date = end.other;
	if (end.turned && start.ambiguous) start.date = start.other;
	if (!put_range(in, out, start.date, end.date)) return false;
	value_from(out, S("numeric"));
	value_from(out, S("numeric_to"));
	return true;
}

/* Of two readings the one whose day of the week was said; its year is the closest one where none was. */
static void choose_by_weekday(const struct value_in *in, struct numeric *n) {
	struct calendar_date reference, here = n->date, there = n->other;
	uint64_t weekday;
	if (!n->ambiguous || !weekday_said(in, &weekday)) return;
	bool dated = in->context && calendar_read_iso(in->context->published, &reference);
	if (!here.year && (!dated || !calendar_infer(&here, reference))) return;
	if (!there.year && (!dated || !calendar_infer(&there, reference))) return;
	bool first = calendar_weekday(here) == weekday, second = calendar_weekday(there) == weekday;
	if (first == second) return;
	if (second) n->date = n->other;
	n->ambiguous = false;
}

static bool numeric_date(const struct value_in *in, struct value_out *out, slice text) {
	struct numeric n;
	slice to = utf8_trim(value_capture(in, S("numeric_to")));
	if (to.n) return numeric_range(in, out, text, to);
	if (!numeric_readings(in, text, &n)) return value_unread(in, out, S("no date in digits is"), text);
	if (!calendar_valid(n.date) || (!n.date.month && n.date.day)) return impossible(in, out, text);
	choose_by_weekday(in, &n);
	infer_year(in, out, &n.date);
	set_date(out, calendar_kind(n.date), calendar_text(in->arena, n.date));
	value_from(out, S("numeric"));
	if (n.ambiguous) {
		bool inferred = out->inferred;
		infer_year(in, out, &n.other);
		out->inferred = inferred;
		value_alternative(out, S("value"), calendar_text(in->arena, n.other));
	}
	if (n.short_year) keep_century(in, out, n.date);
	return true;
}

bool value_date(const struct value_in *in, struct value_out *out) {
	slice iso = utf8_trim(value_capture(in, S("iso"))), numeric = utf8_trim(value_capture(in, S("numeric")));
	bool read = iso.n ? iso_date(in, out, iso) : numeric.n ? numeric_date(in, out, numeric) : parts_date(in, out);
	if (!read) return false;
	value_set_qualifier(in, out, S("date"));
	return true;
}

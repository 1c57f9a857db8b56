/* From one date to another, each said in its own way: "May 2015 to 3 June 2018", "from today until next Friday", each with
 * a time of it ("9 pm on 3 May to 5 am on 5 May"), and a length of time from a day on: "two weeks starting 20 May". Captures: values.def; those of the ends are captures of
 * `date`, `relative` and `moment` behind "start." and "end.", which these types read.
 *
 * What an end leaves out it has from the other one: a day alone the month and year, a day or month without its year the
 * year that puts it next to the other end, in order. An end that is itself an interval (a week) gives its first or last
 * day. Value: EDTF, start/end, each as exact as it was said. */
#include "values/relative.h"

enum { END_CAPTURES = 16 };

/* The captures of one end, under their own names. */
struct end {
	struct captured v[END_CAPTURES];
	struct value_in in;
	struct value_context context;
	slice value; /* EDTF of a day, month or year */
	slice time;  /* T21:00:00, or empty */
	bool inferred;
};

static void collect_end(const struct value_in *in, slice prefix, struct end *e) {
	size_t n = 0;
	*e = (struct end){.context = in->context ? *in->context : (struct value_context){0}, .time = S("")};
	for (size_t i = 0; i < in->count && n < END_CAPTURES; i++)
		if (slice_starts(in->captures[i].name, prefix) && in->captures[i].text.n)
			e->v[n++] = (struct captured){slice_drop(in->captures[i].name, prefix.n), in->captures[i].text};
	e->in = (struct value_in){e->v, n, &e->context, in->arena};
}

static bool has(const struct end *e, slice capture) { return value_capture(&e->in, capture).n > 0; }

static bool is_relative(const struct end *e) {
	return has(e, S("toward")) || has(e, S("weekday")) || has(e, S("number")) || has(e, S("nth"));
}

/* A weekday and no more: the first behind the other end. */
static bool is_weekday(const struct end *e) {
	return has(e, S("weekday")) && !has(e, S("toward")) && !has(e, S("day"));
}

/* A day or a month without a year of its own. */
static bool lacks_year(const struct end *e) {
	if (is_relative(e) || has(e, S("year")) || has(e, S("iso"))) return false;
	slice numeric = value_capture(&e->in, S("numeric"));
	size_t marks = 0;
	for (size_t i = 0; i < numeric.n; i++)
		marks += numeric.p[i] == '/' || numeric.p[i] == '.' || numeric.p[i] == '-';
	return numeric.n == 0 || marks < 2;
}

static bool lacks_month(const struct end *e) { return has(e, S("day")) && !has(e, S("month")) && !is_relative(e); }

/* Reads an end; `second`: of an interval the last point, else the first. False after value_fail. */
static bool read_end(struct end *e, bool second, struct value_out *out) {
	struct value_out own = {0};
	bool timed = has(e, S("clock"));
	if (!(timed ? value_moment : is_relative(e) ? value_relative : value_date)(&e->in, &own))
		return value_fail(out, own.code, own.message);
	for (size_t i = 0; i < own.count; i++)
		if (slice_equal(own.columns[i].column, S("value"))) e->value = own.columns[i].text;
	struct cut c = slice_cut(e->value, S("T"));
	if (timed && c.ok) {
		e->time = slice_drop(e->value, c.head.n);
		e->value = c.head;
	}
	c = slice_cut(e->value, S("/"));
	if (c.ok) e->value = second ? c.tail : c.head;
	e->inferred = own.inferred;
	return true;
}

static struct calendar_date date_of(slice value) {
	struct calendar_date d;
	if (!calendar_read_iso(value, &d) || !calendar_valid(d)) return (struct calendar_date){0};
	return d;
}

/* The end beside a known one: counted from it, and a year further where that puts the two in order. */
static bool read_beside(struct end *e, const struct end *known, bool second, struct value_out *out) {
	struct calendar_date other = date_of(known->value), here;
	if (lacks_month(e) && other.month) {
		unsigned day;
		if (!calendar_read_day(&e->in, value_capture(&e->in, S("day")), &day))
			return value_unread(&e->in, out, S("no day is"), value_capture(&e->in, S("day")));
		here = (struct calendar_date){other.year, other.month, day};
		if (!second && other.year && day > other.day && other.day) { /* from the 28th to 2 June */
			struct calendar_date before =
			        calendar_add_months((struct calendar_date){other.year, other.month, 1}, -1);
			here = (struct calendar_date){before.year, before.month, day};
		}
		if (day == 0 || !calendar_valid(here))
			return value_fail(out, CODE_DATE_IMPOSSIBLE, S("a day that its month has not"));
		e->value = calendar_text(e->in.arena, here);
		return true;
	}
	slice published = e->context.published;
	if (lacks_year(e) && other.month) e->context.published = known->value;
	if (second && is_weekday(e) && other.year && other.day) /* which is the closest one to four days further */
		e->context.published = calendar_text(e->in.arena, calendar_add_days(other, 4));
	if (!read_end(e, second, out)) return false;
	e->context.published = published;
	if (!lacks_year(e) || other.year == 0) return true;
	here = date_of(e->value);
	if (here.year == 0) return true;
	int order = calendar_compare(here, other);
	if (second && order < 0) here.year++;
	if (!second && order > 0) here.year--;
	if (!calendar_valid(here)) return value_fail(out, CODE_DATE_IMPOSSIBLE, S("a day that its year has not"));
	e->value = calendar_text(e->in.arena, here);
	e->inferred = known->inferred;
	return true;
}

static void set_interval(
        const struct value_in *in, struct value_out *out, const struct end *start, const struct end *end) {
	value_set(out, S("kind"), S("interval"), ABSENT);
	value_set(out, S("value"), say(in->arena, start->value, start->time, S("/"), end->value, end->time), ABSENT);
	size_t set = 0;
	for (size_t i = 0; i < in->count && set < VALUE_SOURCES_MAX; i++) {
		bool end_of_it = slice_starts(in->captures[i].name, S("start.")) ||
		                 slice_starts(in->captures[i].name, S("end.")) ||
		                 slice_equal(in->captures[i].name, S("number"));
		if (end_of_it && in->captures[i].text.n) value_from(out, in->captures[i].name), set++;
	}
}

/* "three days from today": the days from the start on, as many as said. */
static bool read_length(const struct value_in *in, struct value_out *out, struct end *start) {
	if (!read_end(start, false, out)) return false;
	struct calendar_date first = date_of(start->value), last;
	if (first.day == 0) return value_unread(in, out, S("no day to count from is"), start->value);
	if (!relative_add(in, first, &last))
		return value_unread(in, out, S("no length of days is"), value_capture(in, S("number")));
	last = calendar_add_days(last, -1);
	if (last.year == 0 || calendar_compare(first, last) > 0)
		return value_unread(in, out, S("no length of days is"), value_capture(in, S("number")));
	set_interval(in, out, start, &(struct end){.value = calendar_text(in->arena, last), .time = S("")});
	out->inferred = start->inferred;
	return true;
}

/* "from now until 2021", where now is not known: the end that is, with what the other makes of it. Gives the reason of the
 * one that is not. */
static bool give_known(const struct value_in *in, struct value_out *out, struct end *known, bool second, slice reason) {
	if (!read_end(known, second, out)) return false;
	struct calendar_date d = date_of(known->value);
	if (d.year == 0) return value_fail(out, CODE_DATE_OPEN, reason);
	value_set(out, S("kind"), calendar_kind(d), ABSENT);
	value_set(out, S("value"), known->value, ABSENT);
	for (size_t i = 0, set = 0; i < in->count && set < VALUE_SOURCES_MAX; i++) {
		if (!slice_starts(in->captures[i].name, second ? S("end.") : S("start."))) continue;
		if (in->captures[i].text.n) value_from(out, in->captures[i].name), set++;
	}
	value_set(out, S("qualifier"), second ? S("until") : S("since"), ABSENT);
	out->inferred = known->inferred;
	out->code = CODE_DATE_OPEN;
	out->message = reason;
	return true;
}

/* Where one end leans on a date that the document has not, the other end. */
static bool give_other(const struct value_in *in, struct value_out *out, struct end *start, struct end *end) {
	slice reason = out->message;
	bool second = is_relative(start);
	if (second == is_relative(end)) return false;
	*out = (struct value_out){0};
	return give_known(in, out, second ? end : start, second, reason);
}

bool value_interval(const struct value_in *in, struct value_out *out) {
	struct end start, end;
	collect_end(in, S("start."), &start);
	collect_end(in, S("end."), &end);
	if (value_capture(in, S("number")).n) return read_length(in, out, &start);
	bool from_end = (lacks_month(&start) || lacks_year(&start)) && !lacks_year(&end);
	bool read = from_end ? read_end(&end, true, out) && read_beside(&start, &end, false, out)
	                     : read_end(&start, false, out) && read_beside(&end, &start, true, out);
	if (!read) return out->code == CODE_DATE_OPEN && give_other(in, out, &start, &end);
	struct calendar_date first = date_of(start.value), last = date_of(end.value);
	if ((first.year == 0) != (last.year == 0))
		return value_fail(out, CODE_DATE_OPEN, S("an interval with one end whose year is not known"));
	bool turned = calendar_order(in, out, &first, &last, say(in->arena, start.value, S(" to "), end.value));
	set_interval(in, out, turned ? &end : &start, turned ? &start : &end);
	out->inferred = start.inferred || end.inferred;
	return true;
}

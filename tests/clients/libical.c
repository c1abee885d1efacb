/*
 * Expands the events of calendar files with libical, as an application built on it does: the recurrence iterator for the
 * rule, the zone that the component finds by its TZID, exceptions and overrides by RECURRENCE-ID.
 *
 * Usage: libical-expand UNTIL FILE...        (UNTIL: 20280101T000000Z; no later start is printed)
 * Prints "FILE index" lines, each followed by one line an instance:
 * UID <tab> start <tab> end <tab> all-day 0/1 <tab> cancelled 0/1 <tab> summary, backslash-escaped.
 */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct icaltimetype until;

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    if (!text || fread(text, 1, (size_t)size, file) != (size_t)size) {
        perror(path);
        exit(1);
    }
    text[size] = 0;
    fclose(file);
    return text;
}

static struct icaltimetype in_utc(struct icaltimetype time)
{
    return time.is_date ? time : icaltime_convert_to_zone(time, icaltimezone_get_utc_timezone());
}

static void print_escaped(const char *text)
{
    for (; text && *text; text++) {
        if (*text == '\n')
            fputs("\\n", stdout);
        else if (*text == '\t')
            fputs("\\t", stdout);
        else if (*text == '\\')
            fputs("\\\\", stdout);
        else
            putchar(*text);
    }
}

static void print_instance(icalcomponent *event, struct icaltimetype start, struct icaltimetype end)
{
    start = in_utc(start);
    end = in_utc(end);
    if (icaltime_compare(start, until) >= 0)
        return;
    printf("%s\t%s\t", icalcomponent_get_uid(event), icaltime_as_ical_string(start));
    printf("%s\t%d\t%d\t", icaltime_as_ical_string(end), start.is_date,
           icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED);
    print_escaped(icalcomponent_get_summary(event));
    putchar('\n');
}

static int is_excluded(icalcomponent *event, struct icaltimetype start)
{
    icalproperty *property = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY);
    for (; property; property = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY)) {
        struct icaltimetype date = icalproperty_get_datetime_with_component(property, event);
        if (icaltime_compare(in_utc(date), in_utc(start)) == 0)
            return 1;
    }
    return 0;
}

static int is_overridden(icalarray *overrides, const char *uid, struct icaltimetype start)
{
    for (size_t i = 0; i < overrides->num_elements; i++) {
        icalcomponent *other = *(icalcomponent **)icalarray_element_at(overrides, i);
        icalproperty *property = icalcomponent_get_first_property(other, ICAL_RECURRENCEID_PROPERTY);
        struct icaltimetype date = icalproperty_get_datetime_with_component(property, other);
        if (strcmp(icalcomponent_get_uid(other), uid) == 0 && icaltime_compare(in_utc(date), in_utc(start)) == 0)
            return 1;
    }
    return 0;
}

static icalarray *find_overrides(icalcomponent *calendar)
{
    icalarray *overrides = icalarray_new(sizeof(icalcomponent *), 16);
    icalcompiter at = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; icalcompiter_deref(&at); icalcompiter_next(&at)) {
        icalcomponent *event = icalcompiter_deref(&at);
        if (icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY))
            icalarray_append(overrides, &event);
    }
    return overrides;
}

static void expand_series(icalarray *overrides, icalcomponent *event, icalproperty *rule)
{
    struct icaltimetype start = icalcomponent_get_dtstart(event);
    struct icaldurationtype length = icaltime_subtract(icalcomponent_get_dtend(event), start);
    icalrecur_iterator *at = icalrecur_iterator_new(icalproperty_get_rrule(rule), start);
    for (;;) {
        struct icaltimetype next = icalrecur_iterator_next(at);
        if (icaltime_is_null_time(next) || icaltime_compare(in_utc(next), until) >= 0)
            break;
        if (!is_excluded(event, next) && !is_overridden(overrides, icalcomponent_get_uid(event), next))
            print_instance(event, next, icaltime_add(next, length));
    }
    icalrecur_iterator_free(at);
}

int main(int count, char **words)
{
    if (count < 3)
        return 2;
    until = icaltime_from_string(words[1]);
    for (int i = 2; i < count; i++) {
        char *text = read_file(words[i]);
        icalcomponent *calendar = icalparser_parse_string(text);
        if (!calendar) {
            fprintf(stderr, "%s: not a calendar\n", words[i]);
            return 1;
        }
        printf("FILE %d\n", i - 2);
        icalarray *overrides = find_overrides(calendar);
        icalcompiter at = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);
        for (; icalcompiter_deref(&at); icalcompiter_next(&at)) {
            icalcomponent *event = icalcompiter_deref(&at);
            icalproperty *rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
            if (rule)
                expand_series(overrides, event, rule);
            else
                print_instance(event, icalcomponent_get_dtstart(event), icalcomponent_get_dtend(event));
        }
        icalarray_free(overrides);
        icalcomponent_free(calendar);
        free(text);
    }
    return 0;
}

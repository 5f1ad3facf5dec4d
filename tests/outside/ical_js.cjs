"use strict";
// ical.js reads every .ics file of a folder; it knows no zone but the one that each object brings along.
const { library, readEach, MOST_SESSIONS } = require("./folder.cjs");
const ICAL = library("ical.js");

const reading = (text) => {
    const calendar = new ICAL.Component(ICAL.parse(text));
    ICAL.TimezoneService.reset();
    for (const zone of calendar.getAllSubcomponents("vtimezone")) {
        ICAL.TimezoneService.register(new ICAL.Timezone(zone));
    }
    const events = calendar.getAllSubcomponents("vevent");
    return {
        method: calendar.getFirstPropertyValue("method"),
        entries: events.map(entry),
        sessions: sessions(events).sort(),
    };
};

const entry = (event) => ({
    uid: event.getFirstPropertyValue("uid"),
    sequence: event.getFirstPropertyValue("sequence") ?? 0,
    stamp: moment(event, "dtstamp"),
    start: moment(event, "dtstart") ?? "",
    end: moment(event, "dtend") ?? "",
    original: moment(event, "recurrence-id"),
    status: event.getFirstPropertyValue("status"),
    summary: event.getFirstPropertyValue("summary") ?? "",
    place: event.getFirstPropertyValue("location"),
    description: event.getFirstPropertyValue("description"),
    link: event.getFirstPropertyValue("url"),
    comment: event.getFirstPropertyValue("comment"),
    organiser: event.getFirstPropertyValue("organizer") ?? "",
    invited: event.getAllProperties("attendee").map(invited),
});

const invited = (attendee) => ({
    address: attendee.getFirstValue(),
    name: attendee.getParameter("cn") ?? "",
    role: attendee.getParameter("role") ?? "",
    answer: attendee.getParameter("partstat") ?? "",
    asked: attendee.getParameter("rsvp") ?? "",
    language: attendee.getParameter("language") ?? "",
    kind: attendee.getParameter("cutype") ?? "",
});

const sessions = (events) => {
    const master = events.find((event) => !event.hasProperty("recurrence-id"));
    if (events.every((event) => !event.hasProperty("dtstart"))) return [];
    const takingPlace = master ? byRule(new ICAL.Event(master)) : events.map((event) => new ICAL.Event(event));
    return takingPlace
        .filter((session) => (session.item ?? session).component.getFirstPropertyValue("status") !== "CANCELLED")
        .map((session) => [written(session.startDate), written(session.endDate)]);
};

const byRule = (event) => {
    if (!event.isRecurring()) return [event];
    const found = [];
    const iterator = event.iterator();
    for (let next = iterator.next(); next && found.length < MOST_SESSIONS; next = iterator.next()) {
        found.push(event.getOccurrenceDetails(next));
    }
    return found;
};

const moment = (event, name) => {
    const found = event.getFirstPropertyValue(name);
    return found ? written(found) : null;
};

const written = (time) => {
    if (time.isDate) return time.toString();
    if (time.zone === ICAL.Timezone.localTimezone) throw new Error("a time in no zone");
    return time.convertToZone(ICAL.Timezone.utcTimezone).toString();
};

readEach(reading);

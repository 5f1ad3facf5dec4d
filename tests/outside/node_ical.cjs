"use strict";
// node-ical reads every .ics file of a folder; it goes by the names of zones alone.
const { library, readEach } = require("./folder.cjs");
const nodeIcal = library("node-ical");

const ALWAYS = { from: new Date("2020-01-01"), to: new Date("2040-01-01") };

const reading = (text) => {
    const calendar = nodeIcal.sync.parseICS(text);
    const events = Object.values(calendar).filter((each) => each.type === "VEVENT");
    // It keeps a session of its own under more than one name.
    const everything = events.flatMap((event) => [event, ...Object.values(event.recurrences ?? {})]);
    return {
        method: calendar.vcalendar?.method ?? events[0]?.method ?? null,
        entries: [...new Map(everything.map((event) => [`${event.uid} ${event.recurrenceid}`, event])).values()].map(entry),
        sessions: events.filter((event) => dated(event.start)).flatMap(sessions).sort(),
    };
};

const entry = (event) => ({
    uid: event.uid,
    sequence: Number(event.sequence ?? 0),
    stamp: written(event.dtstamp),
    start: dated(event.start),
    end: dated(event.end),
    original: event.recurrenceid ? written(event.recurrenceid) : null,
    status: event.status ?? null,
    summary: plain(event.summary) ?? "",
    place: plain(event.location) ?? null,
    description: plain(event.description) ?? null,
    link: plain(event.url) ?? null,
    comment: plain(event.comment) ?? null,
    organiser: plain(event.organizer) ?? "",
    invited: [event.attendee ?? []].flat().map(invited),
});

const invited = (attendee) => ({
    address: attendee.val,
    name: attendee.params.CN ?? "",
    role: attendee.params.ROLE ?? "",
    answer: attendee.params.PARTSTAT ?? "",
    asked: String(attendee.params.RSVP ?? "").toUpperCase(),
    language: attendee.params.LANGUAGE ?? "",
    kind: attendee.params.CUTYPE ?? "",
});

const sessions = (event) =>
    nodeIcal
        .expandRecurringEvent(event, ALWAYS)
        .filter((session) => session.event.status !== "CANCELLED")
        .map((session) => [written(session.start), written(session.end)]);

const plain = (value) => value?.val ?? value;

const dated = (time) => (time && !Number.isNaN(time.getTime()) ? written(time) : "");

const written = (time) => (time.dateOnly ? time.toISOString().slice(0, 10) : time.toISOString().replace(".000", ""));

readEach(reading);

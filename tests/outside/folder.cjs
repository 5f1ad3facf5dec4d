"use strict";
// What both readers in JavaScript share: the library from its folder, the objects from theirs, readings out as JSON.
const fs = require("node:fs");
const path = require("node:path");
const { createRequire } = require("node:module");

const [modules, folder] = process.argv.slice(2);

exports.MOST_SESSIONS = 500;

exports.library = (name) => {
    const found = createRequire(path.join(modules, "here.js"))(name);
    return found.default ?? found;
};

exports.readEach = (reading) => {
    const files = fs.readdirSync(folder).filter((name) => name.endsWith(".ics"));
    const readings = files.map((name) => [path.parse(name).name, carefully(reading, path.join(folder, name))]);
    process.stdout.write(JSON.stringify(Object.fromEntries(readings)));
};

const carefully = (reading, file) => {
    try {
        return reading(fs.readFileSync(file, "utf8"));
    } catch (error) {
        return { faults: [String(error)] };
    }
};

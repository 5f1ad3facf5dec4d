#!/bin/sh
# Make the namespace with a retention that outlives a holiday, once the server answers.
set -eu
if temporal operator namespace describe --namespace default >/dev/null 2>&1; then
    temporal operator namespace update --namespace default --retention 720h
else
    temporal operator namespace create --namespace default --retention 720h
fi

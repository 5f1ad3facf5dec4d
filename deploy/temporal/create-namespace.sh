#!/bin/sh
# Make the namespace, with a retention that outlives a holiday, and what workflows are searched by.
# Twice is once: it runs before every start.
set -eu
retention=2160h
if temporal operator namespace describe --namespace default >/dev/null 2>&1; then
    temporal operator namespace update --namespace default --retention "$retention"
else
    temporal operator namespace create --namespace default --retention "$retention"
fi
temporal operator search-attribute create --namespace default \
    --name RoundId --type Keyword --name OrgId --type Keyword --name Phase --type Keyword \
    --name WaitingFor --type Keyword --name Attention --type Keyword

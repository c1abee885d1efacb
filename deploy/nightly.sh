#!/bin/sh
# One night, or one push: check the content, remember what was published, build, add the slow extras.
#
# The same script runs on GitHub, on GitLab, on Netlify and on a server of your own, so that there is one place to
# read. Two rules: a mistake in one event never keeps the rest of the site from being built, and a build that came
# out broken never replaces the site that is up (then the script ends with status 1 before anything is uploaded).
#
#   sh deploy/nightly.sh
#
# What may be set in the environment:
#   CONTENT, OUTPUT              folders; default content and output (make site takes the same names)
#   WORKSHOPS_LEDGER             the file in which `workshops record` remembers what was published
#   WORKSHOPS_PULL=yes           first fetch what organizers changed (a server of your own)
#   WORKSHOPS_PUSH=yes           commit the ledger and push it
#   WORKSHOPS_REMOTE, _BRANCH    where to; default origin and the branch that is checked out
#   WORKSHOPS_HOST_HEADERS=yes   put _headers and _redirects into the site (Netlify, Cloudflare Pages)
#   WORKSHOPS_COMPRESS=yes       put compressed copies beside the files (GitLab Pages, nginx, Caddy)
#   WORKSHOPS_TARGET             copy the site there with rsync: a folder, or host:folder
set -eu
cd "$(dirname "$0")/.."

CONTENT=${CONTENT:-content}
OUTPUT=${OUTPUT:-output}
LEDGER=${WORKSHOPS_LEDGER:-$CONTENT/ledger.tsv}
REMOTE=${WORKSHOPS_REMOTE:-origin}
WORKSHOPS=.venv/bin/workshops
export CONTENT OUTPUT
# Who the ledger's commits are from. They are made by nobody: no person's name or address belongs there.
export GIT_AUTHOR_NAME="${GIT_AUTHOR_NAME:-Nightly build}" GIT_AUTHOR_EMAIL="${GIT_AUTHOR_EMAIL:-nightly@localhost}"
export GIT_COMMITTER_NAME="$GIT_AUTHOR_NAME" GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL"

on_github() { [ "${GITHUB_ACTIONS:-}" = true ]; }
step() { printf '== %s\n' "$*"; }
warn() { if on_github; then printf '::warning::%s\n' "$*"; else printf 'WARNING: %s\n' "$*" >&2; fi; }
fail() { if on_github; then printf '::error::%s\n' "$*"; else printf 'ERROR: %s\n' "$*" >&2; fi; exit 1; }

pull() {
    git pull --quiet --rebase "$REMOTE" && return
    git rebase --abort 2>/dev/null || true
    warn "What organizers changed could not be fetched. The site is built from what is here."
}

environment() {
    [ -x "$WORKSHOPS" ] || make site || fail "The first build failed; the messages above say where."
}

check() {
    format=text
    on_github && format=github
    status=0
    "$WORKSHOPS" check --format "$format" "$CONTENT" || status=$?
    case $status in
        0) ;;
        1) warn "Some content has mistakes (above). The site is built without those files, or with their last good state." ;;
        *) warn "The check itself did not work (status $status). The site is built all the same." ;;
    esac
}

record() {
    "$WORKSHOPS" --content "$CONTENT" record && return
    warn "The ledger was not brought up to date. Feeds stay right; their revision numbers wait for the next night."
}

ledger_changed() { [ -n "$(git status --porcelain -- "$LEDGER")" ]; }

push() {
    branch=${WORKSHOPS_BRANCH:-$(git rev-parse --abbrev-ref HEAD)}
    git add -- "$LEDGER"
    # "skip ci": the commit changes nothing that is built, and must not start the next build.
    git commit --quiet -m "Record what was published [skip ci]" -- "$LEDGER"
    git push --quiet "$REMOTE" "HEAD:refs/heads/$branch" && return
    # Somebody pushed meanwhile: put our commit after theirs and try once more.
    if git pull --quiet --rebase "$REMOTE" "$branch" && git push --quiet "$REMOTE" "HEAD:refs/heads/$branch"; then
        return
    fi
    git rebase --abort 2>/dev/null || true
    warn "The ledger could not be pushed. The next night tries again; if it goes on, see deploy/runbook.md."
}

# A build that ended well but wrote no calendar must not replace one that works.
whole() {
    for file in index.html 404.html feeds/all.ics; do
        [ -s "$OUTPUT/$file" ] || fail "The build wrote no $file. The site that is up stays as it is."
    done
    [ "$(head -c 15 "$OUTPUT/feeds/all.ics")" = "BEGIN:VCALENDAR" ] ||
        fail "feeds/all.ics is not a calendar. The site that is up stays as it is."
}

if [ "${WORKSHOPS_PULL:-}" = yes ]; then step fetch; pull; fi
step environment; environment
step check; check
step record; record
if [ "${WORKSHOPS_PUSH:-}" = yes ] && ledger_changed; then step push; push; fi
step build; make site || fail "The build failed. The site that is up stays as it is."
step extras; make publish || warn "The pictures for sharing and the search index were not made. The pages are complete."
step look; whole
if [ "${WORKSHOPS_HOST_HEADERS:-}" = yes ]; then cp deploy/_headers deploy/_redirects "$OUTPUT/"; fi
if [ "${WORKSHOPS_COMPRESS:-}" = yes ]; then .venv/bin/python deploy/compress.py "$OUTPUT"; fi
if [ -n "${WORKSHOPS_TARGET:-}" ]; then
    step copy
    # By content and not by date: an unchanged file keeps its date there, and with it its ETag.
    rsync --recursive --checksum --delete-after --delay-updates --chmod=D755,F644 "$OUTPUT/" "$WORKSHOPS_TARGET/"
fi
step finished

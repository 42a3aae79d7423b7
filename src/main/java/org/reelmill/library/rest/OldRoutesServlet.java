package org.reelmill.library.rest;

import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reelmill.library.EntryKind;
import org.reelmill.library.EntryPreview;
import org.reelmill.library.EntryPreviews;
import org.reelmill.library.Invalidation;
import org.reelmill.library.Known;
import org.reelmill.library.Library;
import org.reelmill.library.LibraryEntry;
import org.reelmill.library.Moving;
import org.reelmill.library.Place;
import org.reelmill.library.Places;
import org.reelmill.library.Retention;
import org.reelmill.shared.ForbiddenException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Json;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.ServletRefusal;
import org.tinylog.Logger;

/**
 * The routes of the media manager before us (S0.8 to S0.32), for its clients: POST with form parameters, paths as they are on
 * the machine, each of them in a library.
 */
@WebServlet({"/start", "/query", "/querydir", "/retain", "/remove", "/move", "/invalidate"})
public class OldRoutesServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final JsonValue RETAINED = Json.string("retain");
    private static final JsonValue PENDING = Json.string("pending");
    private static final JsonValue FAILED = Json.string("fail");
    private static final JsonValue GREY = Json.string("/resources/images/unreadable.png");

    /** Entries of which previews are asked for at once: few enough that they take no memory to speak of. */
    private static final int AT_A_TIME = 1024;

    /** Previews of a whole library that are looked through for those of one folder. */
    private static final int MOST_NEWS = 10_000;

    /** Seconds that a transaction takes; what changed within them may be told twice. */
    private static final long LONGEST_CHANGE = 3;

    /** Seconds since 1970, at the end of the year 9999: databases know no later time. */
    private static final double LAST_SECOND = 253_402_300_799.0;

    private static final String DIRECTORY = "directory";
    private static final String FILE = "file";
    private static final String PATH = "path";

    @Inject
    private transient Places places;

    @Inject
    private transient Library library;

    @Inject
    private transient EntryPreviews previews;

    @Inject
    private transient Retention retention;

    @Inject
    private transient Moving moving;

    @Inject
    private transient Invalidation invalidation;

    /** One of the routes: does what is asked, with all its refusals, before anything is written. */
    @FunctionalInterface
    private interface Route {
        Answer answer(HttpServletRequest request);
    }

    /** Writes itself as it goes: a hundred thousand files are 14 MB of text, which nobody needs to have whole. */
    @FunctionalInterface
    private interface Answer {
        void write(Writer out) throws IOException;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String route = request.getServletPath();
        Map<String, Route> reading = Map.of("/start", this::start, "/query", this::query, "/querydir", this::queryDir);
        Map<String, Route> changing = Map.of("/retain", this::retain, "/remove", this::remove, "/move", this::move);
        if (!reading.containsKey(route) && !request.isUserInRole(Rights.LIBRARY)) {
            refuse(
                    response,
                    route,
                    new ServletRefusal(403, "Forbidden", "Your role does not allow this.", Optional.empty()));
            return;
        }
        try {
            if (route.equals("/invalidate")) {
                write(response, HttpServletResponse.SC_OK, "text/plain", invalidate(request));
            } else {
                Answer answer = reading.getOrDefault(route, changing.get(route)).answer(request);
                response.setContentType("application/json;charset=UTF-8");
                answer.write(response.getWriter());
            }
        } catch (UncheckedIOException e) {
            // S0.31: what goes wrong with the files is told
            Logger.warn(e, "The route {} failed", route);
            refuse(response, route, new ServletRefusal(500, "Internal Server Error", e.getMessage(), Optional.empty()));
        } catch (RuntimeException e) {
            refuse(
                    response,
                    route,
                    ServletRefusal.of(e).orElseGet(() -> ServletRefusal.ofFault("The route " + route, e)));
        }
    }

    /** S0.31: moves say {@code fail} and why; the others as everything here. */
    private static void refuse(HttpServletResponse response, String route, ServletRefusal refusal) throws IOException {
        if (route.equals("/move") || route.equals("/remove")) {
            write(
                    response,
                    refusal.status(),
                    "application/json",
                    Json.object()
                            .add("status", "fail")
                            .add(
                                    "reason",
                                    refusal.field().map(field -> field + " ").orElse("") + refusal.detail())
                            .build()
                            .toString());
        } else {
            refusal.write(response);
        }
    }

    /** S0.8: one level of a folder. */
    private Answer start(HttpServletRequest request) {
        Place folder = library.open(places.ofAbsolute(required(request, DIRECTORY), DIRECTORY));
        List<Known> all = library.all(folder);
        List<JsonValue> caches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_A_TIME) {
            caches.addAll(caches(folder, all.subList(from, Math.min(all.size(), from + AT_A_TIME))));
        }
        return out -> {
            try (JsonGenerator json = Json.generator(out)) {
                json.writeStartObject().writeStartArray("files");
                for (int i = 0; i < all.size(); i++) {
                    json.writeStartObject();
                    write(json, all.get(i), caches.get(i));
                    json.writeEnd();
                }
                json.writeEnd().writeEnd();
            }
        };
    }

    /** S0.24: what changed since a time and is not pending. */
    private Answer query(HttpServletRequest request) {
        String directory = required(request, DIRECTORY);
        Place folder = places.ofAbsolute(directory, DIRECTORY);
        LocalDateTime since = time(Optional.ofNullable(request.getParameter("lastupdate")));
        // before the rows are read: what changes meanwhile comes the next time, as does what has its time but is not
        // committed yet
        long now = library.now() - LONGEST_CHANGE;
        Map<LibraryEntry, JsonValue> shown = new LinkedHashMap<>();
        Set<Long> told = new HashSet<>();
        library.changedSince(folder, since, false, changed -> {
            changed.forEach(entry -> told.add(entry.id()));
            show(folder, changed, shown);
        });
        List<Long> seen = previews.changedSince(folder.root(), since.toEpochSecond(ZoneOffset.UTC), MOST_NEWS);
        show(
                folder,
                library.ofFolder(
                        folder, seen.stream().filter(id -> !told.contains(id)).toList()),
                shown);
        return rows(directory, folder, shown, Optional.of(now));
    }

    private static LocalDateTime time(Optional<String> seconds) {
        try {
            double since = seconds.filter(text -> !text.isBlank())
                    .map(Double::parseDouble)
                    .orElse(0.0);
            if (since >= 0 && since <= LAST_SECOND) {
                return LocalDateTime.ofInstant(Instant.ofEpochMilli((long) (since * 1000)), ZoneOffset.UTC);
            }
        } catch (NumberFormatException e) {
            // it is none
        }
        throw new InvalidInputException("lastupdate", "must be seconds since 1970");
    }

    /** S0.25: the folders in a folder whose size is known. */
    private Answer queryDir(HttpServletRequest request) {
        String directory = required(request, DIRECTORY);
        Place folder = places.ofAbsolute(directory, DIRECTORY);
        Map<LibraryEntry, JsonValue> shown = new LinkedHashMap<>();
        library.changedSince(folder, time(Optional.empty()), true, folders -> show(folder, folders, shown));
        return rows(directory, folder, shown, Optional.empty());
    }

    /** Adds those of some entries that do not wait for their preview. */
    private void show(Place folder, List<LibraryEntry> entries, Map<LibraryEntry, JsonValue> shown) {
        List<JsonValue> caches =
                caches(folder, entries.stream().map(LibraryEntry::known).toList());
        for (int i = 0; i < entries.size(); i++) {
            if (!PENDING.equals(caches.get(i))) {
                shown.put(entries.get(i), caches.get(i));
            }
        }
    }

    /**
     * Rows as the table {@code files} had them (S0.35).
     *
     * @param time for the next question, in seconds since 1970
     */
    private static Answer rows(
            String directory, Place folder, Map<LibraryEntry, JsonValue> entries, Optional<Long> time) {
        return out -> {
            try (JsonGenerator json = Json.generator(out)) {
                json.writeStartObject().write(DIRECTORY, directory).writeStartArray("files");
                entries.forEach((entry, cache) -> {
                    json.writeStartObject();
                    write(json, entry.known(), cache);
                    json.write("item_path", folder.below(entry).file().toString())
                            .write("mediacache", cache)
                            .write(
                                    "lastupdate",
                                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                            entry.changed().atZone(ZoneId.of("GMT"))))
                            .writeEnd();
                });
                json.writeEnd();
                time.ifPresent(now -> json.write("time", now));
                json.writeEnd();
            }
        };
    }

    /** S0.8: the members of an item. Written at once, because there may be a hundred thousand. */
    private static void write(JsonGenerator json, Known entry, JsonValue cache) {
        json.write("name", entry.name()).write("type", entry.kind().oldWord());
        if (entry.totals().pending() > 0) {
            json.writeNull("size");
        } else {
            json.write("size", entry.size());
        }
        json.write("cachefile", cache)
                .write("cachepath", cache)
                .write("images", entry.totals().images())
                .write("videos", entry.totals().videos())
                .write("retain", retained(entry.retain()));
        if (entry.isFolder() && entry.unread()) {
            json.writeStartArray("contents").writeEnd();
        }
    }

    /** What there is to see of entries of a folder, in their order. */
    private List<JsonValue> caches(Place folder, List<Known> entries) {
        Map<Long, EntryPreview> shown = previews.of(folder.root(), entries);
        return entries.stream().map(entry -> cache(entry, shown)).toList();
    }

    /** S0.20 and S0.23: a path, {@code pending}, {@code fail}, or nothing; an image that cannot be shown is a grey square. */
    private static JsonValue cache(Known entry, Map<Long, EntryPreview> shown) {
        EntryPreview preview = shown.get(entry.id());
        if (preview == null) {
            return JsonValue.NULL;
        }
        return switch (preview.state()) {
            case PENDING -> PENDING;
            case READY -> Json.string(preview.address().orElseThrow());
            case FAILED -> entry.kind() == EntryKind.IMAGE ? GREY : FAILED;
        };
    }

    private static JsonValue retained(boolean retain) {
        return retain ? RETAINED : JsonValue.NULL;
    }

    /** S0.27: a toggle that answers the new state. */
    private Answer retain(HttpServletRequest request) {
        Place place = places.ofAbsolute(required(request, PATH), PATH);
        boolean retain = !place.entry().retain();
        if (retain) {
            retention.retain(place, Optional.empty(), Optional.empty());
        } else {
            retention.release(place);
        }
        return answer(Json.object().add("retain", retained(retain)));
    }

    /** S0.29. */
    private Answer remove(HttpServletRequest request) {
        Place removed = moving.remove(places.ofAbsolute(required(request, FILE), FILE));
        return ok(removed);
    }

    /** S0.31. */
    private Answer move(HttpServletRequest request) {
        String file = required(request, FILE);
        String destination = required(request, "destination");
        Place place = places.ofAbsolute(file, FILE);
        Place folder = places.ofAbsolute(destination, "destination");
        if (!folder.entry().isFolder()) {
            throw new NotFoundException(Sentence.plain("The destination is no folder"));
        }
        if (!Files.isWritable(folder.file())) {
            throw new ForbiddenException(Sentence.plain("The server may not write to the destination"));
        }
        return ok(moving.move(place, folder));
    }

    private static Answer ok(Place place) {
        return answer(
                Json.object().add("status", "OK").add("newfile", place.file().toString()));
    }

    private static Answer answer(JsonObjectBuilder json) {
        String text = json.build().toString();
        return out -> out.write(text);
    }

    /** S0.32. */
    private String invalidate(HttpServletRequest request) {
        invalidation.invalidate(places.ofAbsolute(required(request, PATH), PATH));
        return "OK";
    }

    private static String required(HttpServletRequest request, String parameter) {
        String value = request.getParameter(parameter);
        if (value == null || value.isEmpty()) {
            throw new InvalidInputException(parameter, "is needed");
        }
        return value;
    }

    static void write(HttpServletResponse response, int status, String type, String text) throws IOException {
        response.setStatus(status);
        response.setContentType(type + ";charset=UTF-8");
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}

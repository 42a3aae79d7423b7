package org.reelmill.conversion.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reelmill.account.CurrentCaller;
import org.reelmill.conversion.ConversionItem;
import org.reelmill.conversion.Conversions;
import org.reelmill.conversion.ItemAccess;
import org.reelmill.conversion.ItemFilter;
import org.reelmill.conversion.ItemStatus;
import org.reelmill.conversion.ItemUploads;
import org.reelmill.conversion.Rejection;
import org.reelmill.shared.FormBody;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Json;
import org.reelmill.shared.Page;
import org.reelmill.shared.PercentEncoding;
import org.reelmill.shared.Problem;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.Stretch;

/** Files that clients have converted: hand in, ask later, fetch later (S2.1). */
@Path("v1/item")
@RequestScoped
@RolesAllowed(Rights.CONVERT)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Conversions")
public class ItemResource {

    /** Where in the file the sent bytes belong. */
    static final String OFFSET = "Upload-Offset";

    /** A request that is repeated with the same one makes no second item. */
    static final String KEY = "Idempotency-Key";

    /** Of a list: the number of all its rows. */
    static final String TOTAL = "X-Total-Count";

    private static final Pattern CLIENT = Pattern.compile("[\\w.@+-]{1,64}");
    private static final int LONGEST_KEY = 255;
    private static final int BUFFER = 1 << 18;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final Conversions conversions;
    private final ItemUploads uploads;
    private final CurrentCaller caller;

    /** For CDI's proxy; public, because RESTEasy looks for a constructor that it could call. */
    public ItemResource() {
        this(null, null, null);
    }

    @Inject
    public ItemResource(Conversions conversions, ItemUploads uploads, CurrentCaller caller) {
        this.conversions = conversions;
        this.uploads = uploads;
        this.caller = caller;
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, MediaType.MULTIPART_FORM_DATA})
    @Operation(
            summary = "Ask for a conversion",
            description =
                    "As JSON; then the file is sent to …/content. Or in one call, as multipart/form-data whose first"
                            + " part is named item and is this JSON, and whose second is named file. What cannot be"
                            + " accepted is rejected before any byte of the file is read, and stays in the list as"
                            + " rejected; the problem details name it as item_id and item_status.")
    @APIResponse(
            responseCode = "201",
            description = "It is accepted, at the address in the header Location",
            content = @Content(schema = @Schema(implementation = ItemDto.class)))
    @APIResponse(responseCode = "200", description = "It had been asked for with this Idempotency-Key before")
    @APIResponse(responseCode = "409", description = "Something else was asked for with this Idempotency-Key before")
    @APIResponse(responseCode = "413", description = "Rejected: the file is too large")
    @APIResponse(responseCode = "415", description = "Rejected: no node does this conversion")
    @APIResponse(responseCode = "429", description = "Rejected: the account has too much in conversion")
    @APIResponse(responseCode = "507", description = "Rejected: the disk has no room")
    public Response create(
            @Parameter(description = "Any text of up to 255 characters, such as a UUID") @HeaderParam(KEY) String key,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            @Parameter(hidden = true) @HeaderParam(Sentence.LANGUAGE_HEADER) String language,
            @RequestBody(content = @Content(schema = @Schema(implementation = NewItemDto.class))) InputStream body) {
        Optional<String> idempotencyKey = Optional.ofNullable(key);
        if (idempotencyKey
                .filter(it -> it.isBlank() || it.length() > LONGEST_KEY)
                .isPresent()) {
            throw new InvalidInputException(KEY, Sentence.of("shared.refusal.longer", LONGEST_KEY));
        }
        boolean form =
                contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA);
        if (!form) {
            return answer(submit(NewItemDto.read(body), idempotencyKey), language);
        }
        FormBody parts = new FormBody(contentType, body);
        Conversions.Submission submission =
                submit(NewItemDto.read(part(parts, "item").content()), idempotencyKey);
        ConversionItem item = submission.item();
        if (submission.rejection().isEmpty() && !item.whole() && item.status() == ItemStatus.TO_DO) {
            InputStream file = part(parts, "file").content();
            skip(file, uploads.received(item));
            uploads.receive(item, uploads.received(item), file);
        }
        return answer(submission, language);
    }

    /** Of a request that is repeated: what arrived the first time. */
    private static void skip(InputStream file, long bytes) {
        try {
            file.skipNBytes(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("The body could not be read", e);
        }
    }

    private static FormBody.Part part(FormBody parts, String name) {
        return parts.next()
                .filter(part -> part.name().equals(name))
                .orElseThrow(() -> new InvalidInputException(name, "is the part that is needed here"));
    }

    private Conversions.Submission submit(NewItemDto wanted, Optional<String> key) {
        ItemAccess access = access();
        String client = wanted.clientId()
                .or(access::client)
                .orElseThrow(() -> new InvalidInputException("client_id", Sentence.of("shared.refusal.needed")));
        return conversions.submit(access.owner(checked(client)), wanted.wish(), key);
    }

    private Response answer(Conversions.Submission submission, String language) {
        if (submission.rejection().isPresent()) {
            return rejected(submission.rejection().get(), submission.item(), Sentence.language(language));
        }
        // read anew: the file may have come with the request
        ConversionItem item = conversions.get(
                access(), submission.item().owner().client(), submission.item().uuid());
        return Response.status(submission.created() ? Response.Status.CREATED : Response.Status.OK)
                .location(URI.create(address(item)))
                .entity(json(item))
                .build();
    }

    private static Response rejected(Rejection rejection, ConversionItem item, Locale language) {
        Problem problem = new Problem(
                rejection.kind().status(),
                rejection.kind().title(),
                rejection.reason().in(language),
                Optional.of(rejection.field()));
        JsonObjectBuilder body = Json.object(Json.readObject(problem.toJson()))
                .add("item_id", item.uuid().toString())
                .add("item_status", item.status().word());
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(body.build().toString())
                .build();
    }

    @GET
    @RolesAllowed(Rights.JOBS)
    @Operation(summary = "The queue: items of all clients, newest first, by their ids (S2.15)")
    @APIResponse(
            responseCode = "200",
            description = "A map of item_id to item; the header X-Total-Count tells how many there are",
            content = @Content(schema = @Schema(implementation = ItemDto.class)))
    public Response queue(
            @QueryParam("status") Set<ItemStatus> statuses,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        Stretch.check(offset, limit);
        ItemFilter filter = new ItemFilter(access().account(), access().client(), statuses, Set.of());
        return map(conversions.list(filter, offset, limit));
    }

    @GET
    @Path("{client_id}")
    @Operation(summary = "The items of a client, newest first, by their ids (S2.5)")
    @APIResponse(
            responseCode = "200",
            description = "A map of item_id to item; the header X-Total-Count tells how many there are",
            content = @Content(schema = @Schema(implementation = ItemDto.class)))
    public Response list(
            @PathParam("client_id") String client,
            @QueryParam("status") Set<ItemStatus> statuses,
            @Parameter(description = "Only these") @QueryParam("item") Set<UUID> items,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @Parameter(description = "1 to 500") @QueryParam("limit") @DefaultValue("50") int limit) {
        Stretch.check(offset, limit);
        if (items.size() > Stretch.MAX_LIMIT) {
            throw new InvalidInputException("item", Sentence.of("shared.refusal.bulk", Stretch.MAX_LIMIT));
        }
        ItemAccess access = access();
        access.owner(checked(client));
        ItemFilter filter = new ItemFilter(access.account(), Optional.of(client), statuses, items);
        return map(conversions.list(filter, offset, limit));
    }

    @GET
    @Path("{client_id}/{item_id}")
    @Operation(summary = "One item")
    @APIResponse(
            responseCode = "200",
            description = "As in the lists, a map with this one item (S2.5)",
            content = @Content(schema = @Schema(implementation = ItemDto.class)))
    public Response show(@PathParam("client_id") String client, @PathParam("item_id") UUID uuid) {
        return map(new Page<>(List.of(conversions.get(access(), client, uuid)), 1, 0));
    }

    @DELETE
    @Path("{client_id}/{item_id}")
    @Operation(summary = "Remove an item: work on it stops, and all its files go")
    public void delete(@PathParam("client_id") String client, @PathParam("item_id") UUID uuid) {
        conversions.remove(conversions.get(access(), client, uuid));
    }

    @PUT
    @Path("{client_id}/{item_id}/content")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Send the file of an item, or the rest of it",
            description =
                    "What has arrived stays when the connection breaks; the item tells received_bytes, from where it"
                            + " goes on. When all is there, the checksum is compared, and the item waits to be converted.")
    @APIResponse(
            responseCode = "200",
            description = "The item",
            content = @Content(schema = @Schema(implementation = ItemDto.class)))
    @APIResponse(responseCode = "400", description = "The checksum is another one; the upload begins anew")
    @APIResponse(responseCode = "409", description = "Another part of the file is awaited, or none")
    public Response upload(
            @PathParam("client_id") String client,
            @PathParam("item_id") UUID uuid,
            @Parameter(description = "Where the first byte belongs") @HeaderParam(OFFSET) @DefaultValue("0")
                    String offset,
            @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM)) InputStream bytes) {
        ConversionItem item = conversions.get(access(), client, uuid);
        uploads.receive(item, number(offset), bytes);
        return Response.ok(json(conversions.get(access(), client, uuid))).build();
    }

    @GET
    @Path("{client_id}/{item_id}/content")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Fetch what came of an item, whole or a range of it")
    @APIResponse(responseCode = "200", description = "The file; its SHA-512 is the ETag")
    @APIResponse(responseCode = "206", description = "The range that was asked for")
    @APIResponse(responseCode = "409", description = "There is no result (yet)")
    @APIResponse(responseCode = "416", description = "The range is not in the file")
    public Response download(
            @PathParam("client_id") String client,
            @PathParam("item_id") UUID uuid,
            @HeaderParam("Range") String range,
            @HeaderParam("If-Range") String ifRange) {
        ConversionItem item = conversions.get(access(), client, uuid);
        java.nio.file.Path file = conversions.content(item);
        ConversionItem.Result result = item.result().orElseThrow();
        String tag = "\"" + result.sha512() + "\"";
        Optional<FileRange> wanted =
                ifRange == null || ifRange.equals(tag) ? FileRange.read(range, result.bytes()) : Optional.empty();
        if (wanted.filter(stretch -> stretch.isBeyond(result.bytes())).isPresent()) {
            return Response.status(RANGE_NOT_SATISFIABLE)
                    .header("Content-Range", "bytes */" + result.bytes())
                    .type(Problem.MEDIA_TYPE)
                    .entity(new Problem(RANGE_NOT_SATISFIABLE, "Range Not Satisfiable", "The file ends before")
                            .toJson())
                    .build();
        }
        FileRange stretch = wanted.orElse(new FileRange(0, result.bytes() - 1));
        StreamingOutput content = out -> copy(file, stretch, out);
        Response.ResponseBuilder answer = Response.status(
                        wanted.isPresent() ? Response.Status.PARTIAL_CONTENT : Response.Status.OK)
                .entity(content)
                .header(HttpHeaders.CONTENT_LENGTH, stretch.length())
                .header(HttpHeaders.ETAG, tag)
                .header("Accept-Ranges", "bytes")
                .header("X-Checksum-Sha512", result.sha512())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(result.name()));
        wanted.ifPresent(
                it -> answer.header("Content-Range", "bytes " + it.from() + "-" + it.to() + "/" + result.bytes()));
        return answer.build();
    }

    private static void copy(java.nio.file.Path file, FileRange range, OutputStream out) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file).position(range.from());
                InputStream in = Channels.newInputStream(channel)) {
            byte[] buffer = new byte[BUFFER];
            long left = range.length();
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new IOException("the file became shorter");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    /** RFC 6266: plain where that can be said, and exact. */
    private static String disposition(String name) {
        String plain = name.replaceAll("[^\\x20-\\x7e]|[\"\\\\%]", "_");
        String exact = PercentEncoding.of(name);
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + exact;
    }

    private Response map(Page<ConversionItem> page) {
        JsonObjectBuilder map = Json.object();
        page.rows()
                .forEach(item -> map.add(
                        item.uuid().toString(),
                        ItemDto.of(item, uploads.received(item)).json()));
        return Response.ok(body(map.build())).header(TOTAL, page.total()).build();
    }

    private InputStream json(ConversionItem item) {
        return body(ItemDto.of(item, uploads.received(item)).json());
    }

    /** As bytes: of a text that is JSON already, a server's JSON writer might make a JSON text. */
    private static InputStream body(JsonObject json) {
        return new ByteArrayInputStream(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Where an item is, on this server. */
    static String address(ConversionItem item) {
        return "/api/v1/item/" + PercentEncoding.of(item.owner().client()) + "/" + item.uuid();
    }

    private ItemAccess access() {
        return new ItemAccess(caller.get());
    }

    private static String checked(String client) {
        if (!CLIENT.matcher(client).matches()) {
            throw new InvalidInputException(
                    "client_id", "must be 1 to 64 letters, digits and the characters _ . @ + -");
        }
        return client;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(OFFSET, "must be a whole number");
        }
    }
}

package org.reelmill.conversion.rest;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.conversion.ConversionItem;
import org.reelmill.shared.Json;

/** An item as clients see it: sizes in bytes, times as ISO 8601 in UTC and as seconds since 1970 (X19). */
@Schema(name = "Item")
record ItemDto(
        @Schema(name = "item_id") UUID itemId,
        @Schema(name = "client_id") String clientId,
        @Schema(name = "file_name") String fileName,
        @Schema(name = "conversion_type") String conversionType,
        @Schema(name = "file_size", description = "In bytes") long fileSize,
        @Schema(name = "sha512_checksum", description = "Of the file; absent until it is known") String sha512Checksum,
        @Schema(
                        name = "received_bytes",
                        description = "What has arrived of the file; an upload goes on there (header Upload-Offset)")
                long receivedBytes,
        @Schema(description = "Whether the file has arrived whole") boolean uploaded,
        @Schema(enumeration = {"to_do", "in_progress", "finished_successful", "finished_with_errors", "rejected"})
                String status,
        List<String> errors,
        @Schema(name = "created_at") Instant createdAt,
        @Schema(name = "created_at_epoch") long createdAtEpoch,
        @Schema(name = "updated_at") Instant updatedAt,
        @Schema(name = "updated_at_epoch") long updatedAtEpoch,
        @Schema(description = "What came of it, once it has finished") Result result,
        @Schema(description = "The job of a long video") UUID job) {

    /** A converted file. */
    @Schema(name = "ItemResult")
    record Result(
            @Schema(name = "file_name") String fileName,
            @Schema(name = "file_size") long fileSize,
            @Schema(name = "sha512_checksum") String sha512Checksum,
            @Schema(description = "Path on this server; answers ranges") String href) {}

    /** @param received as the file tells */
    static ItemDto of(ConversionItem item, long received) {
        Instant created = utc(item.created());
        Instant updated = utc(item.updated());
        return new ItemDto(
                item.uuid(),
                item.owner().client(),
                item.fileName(),
                item.type(),
                item.bytes(),
                item.sha512().orElse(null),
                received,
                item.whole(),
                item.status().word(),
                item.errors(),
                created,
                created.getEpochSecond(),
                updated,
                updated.getEpochSecond(),
                item.result()
                        .map(result -> new Result(result.name(), result.bytes(), result.sha512(), href(item)))
                        .orElse(null),
                item.job().orElse(null));
    }

    private static String href(ConversionItem item) {
        return ItemResource.address(item) + "/content";
    }

    private static Instant utc(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }

    /** By hand, for the names of S2 are not those of Java. */
    JsonObject json() {
        JsonObjectBuilder json = Json.object()
                .add("item_id", itemId.toString())
                .add("client_id", clientId)
                .add("file_name", fileName)
                .add("conversion_type", conversionType)
                .add("file_size", fileSize)
                .add("received_bytes", receivedBytes)
                .add("uploaded", uploaded)
                .add("status", status)
                .add("created_at", createdAt.toString())
                .add("created_at_epoch", createdAtEpoch)
                .add("updated_at", updatedAt.toString())
                .add("updated_at_epoch", updatedAtEpoch)
                .add("errors", errorList());
        if (sha512Checksum != null) {
            json.add("sha512_checksum", sha512Checksum);
        }
        if (result != null) {
            json.add(
                    "result",
                    Json.object()
                            .add("file_name", result.fileName())
                            .add("file_size", result.fileSize())
                            .add("sha512_checksum", result.sha512Checksum())
                            .add("href", result.href()));
        }
        if (job != null) {
            json.add("job", job.toString());
        }
        return json.build();
    }

    private JsonArrayBuilder errorList() {
        JsonArrayBuilder array = Json.array();
        errors.forEach(array::add);
        return array;
    }
}

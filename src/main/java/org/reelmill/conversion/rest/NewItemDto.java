package org.reelmill.conversion.rest;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.conversion.ItemWish;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.JsonInput;
import org.reelmill.shared.Sentence;

/** An item that is asked for (S2.4). Other names of the members, which older clients use, are taken as well (X19). */
@Schema(name = "NewItem")
record NewItemDto(
        @Schema(name = "client_id", description = "Who asks; a token that belongs to a client sets it")
                Optional<String> clientId,
        @Schema(name = "file_name", required = true, description = "Without folders") String fileName,
        @Schema(name = "conversion_type", required = true, description = "A name or alias of /api/v1/conversions/types")
                String conversionType,
        @Schema(name = "file_size", required = true, description = "In bytes") long fileSize,
        @Schema(name = "sha512_checksum", description = "128 hexadecimal digits; checked when the file has arrived")
                Optional<String> sha512Checksum) {

    private static final List<String> CLIENT = List.of("client_id", "client");
    private static final List<String> NAME = List.of("file_name", "original_file_name", "name");
    private static final List<String> TYPE = List.of("conversion_type", "type");
    private static final List<String> SIZE = List.of("file_size", "size");
    private static final List<String> SUM = List.of("sha512_checksum", "checksum", "sha512");

    static NewItemDto read(InputStream body) {
        Set<String> known =
                Stream.of(CLIENT, NAME, TYPE, SIZE, SUM).flatMap(List::stream).collect(Collectors.toSet());
        JsonInput json = JsonInput.read(body, known);
        return new NewItemDto(
                first(json, CLIENT),
                required(json, NAME),
                required(json, TYPE),
                size(required(json, SIZE)),
                first(json, SUM).map(sum -> sum.strip().toLowerCase(Locale.ROOT)));
    }

    ItemWish wish() {
        return new ItemWish(fileName, conversionType, fileSize, sha512Checksum);
    }

    private static Optional<String> first(JsonInput json, List<String> names) {
        return names.stream().map(json::scalar).flatMap(Optional::stream).findFirst();
    }

    private static String required(JsonInput json, List<String> names) {
        return first(json, names)
                .orElseThrow(() -> new InvalidInputException(names.get(0), Sentence.of("shared.refusal.needed")));
    }

    private static long size(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(SIZE.get(0), "must be a whole number of bytes");
        }
    }
}

package org.reelmill.media.jave;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.Supervision;

/**
 * The pieces that an image of the HEIF family consists of: telephones write tiles of 512 × 512 pixels, which ffmpeg reads as so many
 * streams and does not put together.
 *
 * @param inputs of the first of the filters, such as {@code [0:0][0:1]}
 * @param filters that make one picture of them
 */
record HeifTiles(String inputs, List<String> filters) {

    /** Of 512 × 512 pixels each, that is more than is shown of any image. */
    private static final int MOST = 400;

    private static final List<String> SEEN_THROUGH = List.of("alphamerge");

    /**
     * @param alpha whether it can be seen through: then another image of the file, of its size, says where and how much
     * @param most pixels of all of them
     */
    static HeifTiles of(Tools tools, Path source, boolean alpha, long most, Supervision supervision)
            throws MediaException {
        List<String> arguments =
                new ArrayList<>(List.of("-show_stream_groups", "-show_streams", "-protocol_whitelist", "file,pipe"));
        arguments.addAll(PreviewLimits.decoder(most));
        arguments.addAll(List.of("-f", ImageHead.Kind.HEIC.demuxer(), "-i", Tools.url(source)));
        JsonObject found = PreviewLimits.ask(tools, source, arguments, "it cannot be decoded", supervision);
        List<JsonObject> grids = defaultFirst(found, "stream_groups")
                .filter(group -> JsonFields.text(group, "type").equals("Tile Grid")
                        && !JsonFields.objects(group, "components").isEmpty())
                .toList();
        if (!grids.isEmpty()) {
            HeifTiles whole = ofGrid(grids.get(0), most);
            for (JsonObject other : grids.subList(1, grids.size())) {
                if (alpha
                        && isAlphaOf(component(grids.get(0)), component(other), JsonFields.objects(other, "streams"))) {
                    return whole.seenThroughBy(ofGrid(other, most));
                }
            }
            return whole;
        }
        List<JsonObject> images = defaultFirst(found, "streams").toList();
        if (images.isEmpty()) {
            return new HeifTiles("[0:0]", List.of());
        }
        HeifTiles whole = ofOne(images.get(0));
        return images.stream()
                .skip(1)
                .filter(other -> alpha && isAlphaOf(images.get(0), other, List.of(other)))
                .findFirst()
                .map(other -> whole.seenThroughBy(ofOne(other)))
                .orElse(whole);
    }

    private static HeifTiles ofOne(JsonObject stream) {
        return new HeifTiles(input(stream), List.of());
    }

    /** With another image of the file, which says how much of each place of this one is seen. */
    private HeifTiles seenThroughBy(HeifTiles alpha) {
        String other = alpha.inputs
                + Stream.concat(alpha.filters.stream(), Stream.of("format=gray"))
                        .collect(Collectors.joining(","))
                + "[alpha];";
        return filters.isEmpty()
                ? new HeifTiles(other + inputs + "[alpha]", SEEN_THROUGH)
                : new HeifTiles(other + inputs + String.join(",", filters) + "[whole];[whole][alpha]", SEEN_THROUGH);
    }

    private static JsonObject component(JsonObject group) {
        return JsonFields.objects(group, "components").get(0);
    }

    private static String input(JsonObject stream) {
        return "[0:" + JsonFields.integer(stream, "index") + "]";
    }

    /** @param parts the streams that the other one consists of */
    private static boolean isAlphaOf(JsonObject whole, JsonObject other, List<JsonObject> parts) {
        return parts.stream().allMatch(part -> JsonFields.text(part, "pix_fmt").startsWith("gray"))
                && JsonFields.integer(other, "width") == JsonFields.integer(whole, "width")
                && JsonFields.integer(other, "height") == JsonFields.integer(whole, "height");
    }

    /** What is the image itself comes before small ones, and depths, and the like. */
    private static Stream<JsonObject> defaultFirst(JsonObject found, String name) {
        return JsonFields.objects(found, name).stream()
                .sorted(Comparator.comparing(one -> !JsonFields.disposition(one, "default")));
    }

    private static HeifTiles ofGrid(JsonObject group, long most) throws MediaException {
        JsonObject grid = component(group);
        long width = JsonFields.integer(grid, "coded_width");
        long height = JsonFields.integer(grid, "coded_height");
        List<JsonObject> tiles = JsonFields.objects(grid, "subcomponents");
        if (width * height > most || tiles.size() > MOST) {
            throw new MediaException(Kind.REFUSED, width + " × " + height + " pixels are more than are shown");
        }
        // a tile's number counts the streams of its group
        List<JsonObject> streams = JsonFields.objects(group, "streams");
        if (tiles.stream()
                .mapToInt(tile -> JsonFields.integer(tile, "stream_index"))
                .anyMatch(number -> number < 0 || number >= streams.size())) {
            throw new MediaException(Kind.DAMAGED, "it cannot be decoded");
        }
        String inputs = tiles.stream()
                .map(tile -> input(streams.get(JsonFields.integer(tile, "stream_index"))))
                .collect(Collectors.joining());
        String layout = tiles.stream()
                .map(tile -> JsonFields.integer(tile, "tile_horizontal_offset") + "_"
                        + JsonFields.integer(tile, "tile_vertical_offset"))
                .collect(Collectors.joining("|"));
        List<String> filters = new ArrayList<>();
        if (tiles.size() > 1) {
            filters.add("xstack=inputs=" + tiles.size() + ":layout=" + layout);
        }
        filters.add("crop=" + JsonFields.integer(grid, "width") + ":" + JsonFields.integer(grid, "height") + ":"
                + JsonFields.integer(grid, "horizontal_offset") + ":" + JsonFields.integer(grid, "vertical_offset"));
        return new HeifTiles(inputs, filters);
    }
}

package org.reelmill.media.jave;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reelmill.media.Exif;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.Picture;
import org.reelmill.media.PictureForm;
import org.reelmill.media.PictureForm.Fit;
import org.reelmill.media.PictureForm.Format;
import org.reelmill.media.Supervision;

/** Takes one picture of an image or a film. */
final class PictureTaker {

    /** Pixels of an image; a decoder of JPEG makes it smaller as it decodes. */
    private static final long MOST_OF_JPEG = 300_000_000L;

    private static final long MOST_OF_OTHERS = 100_000_000L;

    /** So small, of its whole size, that the eighth of a photograph is enough for it. */
    private static final double EIGHTH = 1.0 / 8;

    private final Tools tools;
    private final QuietThreads threads;

    PictureTaker(Tools tools, QuietThreads threads) {
        this.tools = tools;
        this.threads = threads;
    }

    /** As {@link org.reelmill.media.PreviewMaker#picture}. */
    Picture take(Path source, Path target, PictureForm form, Supervision supervision) throws MediaException {
        boolean done = false;
        try {
            PreviewLimits.requireContent(source);
            Optional<ImageHead> head = ImageHead.of(source);
            Format format = head.isPresent() ? format(head.get(), form) : Format.JPEG;
            if (head.isPresent()) {
                image(source, head.get(), target, form, format, supervision);
            } else {
                new FilmPictures(tools, source, supervision).take(target, form);
            }
            ImageHead made = ImageHead.of(target)
                    .orElseThrow(() -> new MediaException(Kind.DAMAGED, "no picture of it can be decoded"));
            done = true;
            return new Picture((int) made.width(), (int) made.height(), format);
        } catch (IOException e) {
            throw new MediaException(Kind.FAILED, "the picture cannot be read or written", e);
        } finally {
            if (!done) {
                OwnFiles.delete(target);
            }
        }
    }

    private static Format format(ImageHead head, PictureForm form) {
        if (form.format() != Format.AS_NEEDED) {
            return form.format();
        }
        return head.alpha() ? Format.PNG : Format.JPEG;
    }

    private void image(
            Path source, ImageHead head, Path target, PictureForm form, Format format, Supervision supervision)
            throws MediaException, IOException {
        long most = head.kind() == ImageHead.Kind.JPEG ? MOST_OF_JPEG : MOST_OF_OTHERS;
        if (head.pixels() > most) {
            throw new MediaException(
                    Kind.REFUSED, head.width() + " × " + head.height() + " pixels are more than are shown");
        }
        if (head.kind() == ImageHead.Kind.JPEG
                && format == Format.JPEG
                && form.fit() == Fit.FIT
                && PictureChain.smallest(form, head.width(), head.height()) <= EIGHTH) {
            Optional<byte[]> picture = threads.call(() -> photograph(source, form));
            if (picture.isPresent()) {
                Files.write(target, picture.get());
                return;
            }
        }
        if (head.kind() == ImageHead.Kind.MOVING_WEBP) {
            first(source, target, still -> decode(still, head, most, target, form, format, supervision));
        } else {
            decode(source, head, most, target, form, format, supervision);
        }
    }

    private static Optional<byte[]> photograph(Path source, PictureForm form) throws IOException {
        Optional<JpegEighth> eighth = JpegEighth.read(source);
        return eighth.isPresent()
                ? Optional.of(new JpegPicture(eighth.get(), Exif.of(source).orientation(), form).encode())
                : Optional.empty();
    }

    @FunctionalInterface
    private interface OnStill {
        void take(Path still) throws MediaException, IOException;
    }

    private static void first(Path source, Path target, OnStill work) throws MediaException {
        Path still = target.resolveSibling(target.getFileName() + "-first");
        try {
            WebpFile.copyFirst(source, still);
            work.take(still);
        } catch (IOException e) {
            throw new MediaException(Kind.DAMAGED, "its first picture cannot be read", e);
        } finally {
            OwnFiles.delete(still);
        }
    }

    private void decode(
            Path source,
            ImageHead head,
            long most,
            Path target,
            PictureForm form,
            Format format,
            Supervision supervision)
            throws MediaException, IOException {
        List<String> arguments = new ArrayList<>(PreviewLimits.memory());
        arguments.addAll(PreviewLimits.decoder(most));
        if (head.kind() == ImageHead.Kind.JPEG && head.pixels() > 0) {
            int halvings = head.halvings(PictureChain.smallest(form, head.width(), head.height()));
            arguments.addAll(List.of("-lowres", String.valueOf(halvings)));
        }
        if (head.kind().isHeif()) {
            // of tiles it knows nothing, and of a whole it may or may not
            arguments.add("-noautorotate");
        }
        // by its content, and never by its name: one with a % in it would be a sequence of files
        arguments.addAll(
                List.of("-protocol_whitelist", "file,pipe", "-f", head.kind().demuxer(), "-i", Tools.url(source)));
        String filters = PictureChain.filters(form, true, format);
        if (head.kind().isHeif()) {
            HeifTiles tiles = HeifTiles.of(tools, source, head.alpha(), most, supervision);
            List<String> chain = new ArrayList<>(tiles.filters());
            chain.addAll(head.turns());
            chain.add(filters);
            String graph = tiles.inputs() + String.join(",", chain) + "[picture]";
            arguments.addAll(List.of("-filter_complex_threads", "1", "-filter_complex", graph, "-map", "[picture]"));
        } else {
            arguments.addAll(List.of("-map", "0:v:0", "-filter_threads", "1", "-vf", filters));
        }
        arguments.addAll(PictureChain.output(format));
        arguments.add(Tools.url(target));
        PreviewLimits.refusing(source, () -> tools.ffmpeg(arguments, supervision), "it cannot be decoded");
    }
}

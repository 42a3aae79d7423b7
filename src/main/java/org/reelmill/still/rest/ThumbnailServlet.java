package org.reelmill.still.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.reelmill.media.PictureForm;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.ConflictException;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.ServletRefusal;
import org.reelmill.still.ThumbnailJob;
import org.reelmill.still.Thumbnails;

/**
 * {@code /thumbnails/{video}/{width}/{height}}: POST makes a thumbnail (S1.5), exactly of that size unless the parameter {@code fit}
 * says otherwise, of a picture that is not black or of the one {@code at} so many seconds (D1.7); DELETE removes it (D1.11).
 */
@WebServlet("/thumbnails/*")
public class ThumbnailServlet extends StillServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Thumbnails thumbnails;

    @Inject
    private transient Policies policies;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        orRefusal(request, response, () -> {
            requireUpload(request);
            long[] numbers = numbers(request, 3);
            PictureForm form = form(request, numbers[1], numbers[2]);
            try {
                answer(response, thumbnails.make(numbers[0], form, !isAsync(request)));
            } catch (ConflictException e) {
                existing(response, numbers[0], form, e);
            }
        });
    }

    private static void answer(HttpServletResponse response, ThumbnailJob job) throws IOException {
        created(response, job.status(), "/jobs/thumbnails/" + job.id(), StillJson.of(job));
    }

    /** X21: as the policy says. */
    private void existing(HttpServletResponse response, long video, PictureForm form, ConflictException e)
            throws IOException {
        String answer = policies.current().text(Policy.EXISTING_THUMBNAIL);
        Optional<ThumbnailJob> job = thumbnails.find(video, form.width(), form.height());
        if (answer.equals("200") && job.isPresent()) {
            write(response, HttpServletResponse.SC_OK, StillJson.of(job.get()).build());
        } else if (answer.equals("400")) {
            new ServletRefusal(HttpServletResponse.SC_BAD_REQUEST, "Bad Request", e.getMessage(), Optional.empty())
                    .write(response);
        } else {
            throw e;
        }
    }

    private static PictureForm form(HttpServletRequest request, long width, long height) {
        return new PictureForm(
                side("width", width),
                side("height", height),
                fit(request.getParameter("fit")),
                PictureForm.Format.JPEG,
                at(request.getParameter("at")));
    }

    private static int side(String field, long pixels) {
        if (pixels < 1 || pixels > PictureForm.MOST) {
            throw new InvalidInputException(field, Sentence.plain("must be 1 to " + PictureForm.MOST));
        }
        return (int) pixels;
    }

    private static PictureForm.Fit fit(String text) {
        return text == null
                ? PictureForm.Fit.EXACT
                : Arrays.stream(PictureForm.Fit.values())
                        .filter(fit -> fit.name().toLowerCase(Locale.ROOT).equals(text))
                        .findFirst()
                        .orElseThrow(
                                () -> new InvalidInputException("fit", Sentence.plain("must be exact, fit or fill")));
    }

    private static Optional<Double> at(String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,7}(\\.[0-9]{1,6})?")) {
            throw new InvalidInputException("at", Sentence.plain("must be seconds from the start of the video"));
        }
        return Optional.of(Double.parseDouble(text));
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        orRefusal(request, response, () -> {
            requireUpload(request);
            long[] numbers = numbers(request, 3);
            thumbnails.remove(numbers[0], side("width", numbers[1]), side("height", numbers[2]));
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        });
    }
}

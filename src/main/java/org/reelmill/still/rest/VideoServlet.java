package org.reelmill.still.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.reelmill.shared.FormBody;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Sentence;
import org.reelmill.still.VideoJob;
import org.reelmill.still.VideoUploads;
import org.reelmill.still.Videos;

/** {@code /videos}: upload (S1.1), list (S1.3), and {@code DELETE /videos/{id}}, which the old system lacked (D1.11). */
@WebServlet({"/videos", "/videos/*"})
public class VideoServlet extends StillServlet {

    private static final long serialVersionUID = 1L;

    private static final String FORM = "multipart/form-data";
    private static final String PART = "video";

    /** Bytes of a request that may belong to the form, and not to the video. */
    private static final long FORM_OVERHEAD = 1 << 14;

    @Inject
    private transient VideoUploads uploads;

    @Inject
    private transient Videos videos;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        orRefusal(request, response, () -> {
            numbers(request, 0);
            list(request, response, videos::present, StillJson::of);
        });
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        orRefusal(request, response, () -> {
            requireUpload(request);
            numbers(request, 0);
            VideoJob job = uploads.receive(incoming(request), caller().username(), !isAsync(request));
            created(response, job.status(), "/jobs/videos/" + job.id(), StillJson.of(job));
        });
    }

    private static VideoUploads.Incoming incoming(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            throw noPart();
        }
        FormBody form = new FormBody(type, request.getInputStream());
        for (Optional<FormBody.Part> part = form.next(); part.isPresent(); part = form.next()) {
            if (part.get().name().equals(PART) && part.get().fileName().isPresent()) {
                return incoming(request, part.get());
            }
            // the next part begins where this one ends
            part.get().content().transferTo(OutputStream.nullOutputStream());
        }
        throw noPart();
    }

    private static VideoUploads.Incoming incoming(HttpServletRequest request, FormBody.Part part) {
        String name = part.fileName().orElseThrow();
        if (name.isBlank()) {
            throw new InvalidInputException(PART, Sentence.plain("The filename of the uploaded file can't be empty"));
        }
        long length = request.getContentLengthLong();
        return new VideoUploads.Incoming(
                name,
                length < 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(0, length - FORM_OVERHEAD)),
                part.content());
    }

    private static InvalidInputException noPart() {
        return new InvalidInputException(PART, Sentence.plain("No video part in request"));
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        orRefusal(request, response, () -> {
            requireUpload(request);
            long id = numbers(request, 1)[0];
            videos.remove(id, caller());
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        });
    }
}

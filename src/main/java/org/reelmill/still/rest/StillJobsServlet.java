package org.reelmill.still.rest;

import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneOffset;
import org.reelmill.still.StillJob;
import org.reelmill.still.Thumbnails;
import org.reelmill.still.Videos;

/** {@code /jobs/videos} and {@code /jobs/thumbnails}: one job as S1.4 and S1.9 show it, and all of them, with what became of each (D1.11). */
@WebServlet({
    StillJobsServlet.VIDEOS,
    StillJobsServlet.VIDEOS + "/*",
    StillJobsServlet.THUMBNAILS,
    StillJobsServlet.THUMBNAILS + "/*"
})
public class StillJobsServlet extends StillServlet {

    static final String VIDEOS = "/jobs/videos";
    static final String THUMBNAILS = "/jobs/thumbnails";

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Videos videos;

    @Inject
    private transient Thumbnails thumbnails;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean ofVideos = request.getServletPath().equals(VIDEOS);
        orRefusal(request, response, () -> {
            if (request.getPathInfo() != null) {
                long id = numbers(request, 1)[0];
                JsonObjectBuilder job = ofVideos ? StillJson.of(videos.get(id)) : StillJson.of(thumbnails.get(id));
                write(response, HttpServletResponse.SC_OK, job.build());
            } else if (ofVideos) {
                list(request, response, videos::jobs, job -> more(StillJson.of(job), job)
                        .add("bytes", job.bytes())
                        .add("owner", job.owner()));
            } else {
                list(request, response, thumbnails::jobs, job -> more(StillJson.of(job), job));
            }
        });
    }

    private static JsonObjectBuilder more(JsonObjectBuilder json, StillJob job) {
        job.error().ifPresent(error -> json.add("error", error));
        return json.add("created", job.created().toInstant(ZoneOffset.UTC).toString());
    }
}

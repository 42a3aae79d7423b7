package org.reelmill.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reelmill.settings.Configuration;
import org.reelmill.settings.VideoRegister;
import org.reelmill.shared.ChangeMade;
import org.reelmill.shared.Demands;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.Rights;
import org.reelmill.shared.Sentence;

/** The base addresses of folders: those of the environment (S3.9) and those that people add. */
@ApplicationScoped
@Transactional
public class UrlBases {

    private final UrlBaseRepository repository;
    private final Configuration configuration;
    private final Event<ChangeMade> changes;

    @Inject
    UrlBases(UrlBaseRepository repository, Configuration configuration, Event<ChangeMade> changes) {
        this.repository = repository;
        this.configuration = configuration;
        this.changes = changes;
    }

    /** For CDI's proxy. */
    protected UrlBases() {
        this(null, null, null);
    }

    /** Those that people added. */
    public List<UrlBase> added() {
        return repository.all();
    }

    /** All, with those of the environment of this server. */
    List<VideoUrls.Base> all() {
        List<VideoUrls.Base> bases = new ArrayList<>();
        repository.all().forEach(base -> bases.add(new VideoUrls.Base(base.folder(), base.url())));
        configuration
                .videoRegister()
                .map(VideoRegister::bases)
                .ifPresent(
                        configured -> configured.forEach((folder, url) -> bases.add(new VideoUrls.Base(folder, url))));
        return bases;
    }

    VideoUrls urls() {
        return new VideoUrls(all());
    }

    /**
     * Files below this folder have an address from now on; those that are registered already keep theirs.
     *
     * @throws InvalidInputException the folder is no absolute path, or the address none of HTTP
     */
    @Demands(Rights.SETTINGS)
    public UrlBase add(String folder, String url) {
        Path path = FolderRules.absolute("folder", folder);
        UrlBase base = new UrlBase(path, checked(url));
        repository.add(base);
        changes.fire(new ChangeMade("watch.addBase", path.toString(), base.url()));
        return base;
    }

    /** @throws NotFoundException no such base */
    @Demands(Rights.SETTINGS)
    public void remove(long id) {
        UrlBase base =
                repository.find(id).orElseThrow(() -> new NotFoundException(Sentence.of("watch.refusal.noBase", id)));
        repository.remove(base);
        changes.fire(new ChangeMade("watch.removeBase", base.folder().toString(), base.url()));
    }

    private static String checked(String url) {
        try {
            URI address = new URI(url.strip());
            if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null
                    && url.length() <= Video.LONGEST_PATH) {
                return VideoUrls.withoutSlash(url.strip());
            }
        } catch (URISyntaxException e) {
            // refused below, in the same words
        }
        throw new InvalidInputException("url", Sentence.of("watch.refusal.url"));
    }
}

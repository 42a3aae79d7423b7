package org.reelmill.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tinylog.Logger;

/** The ledger as rows. That a file is registered once is the affair of a unique key over its path (D3.1). */
@ApplicationScoped
@Transactional
class DatabaseLedger implements Ledger {

    private final LedgerRepository files;
    private final UrlBases bases;
    private final Event<WatchChanged> changed;

    @Inject
    DatabaseLedger(LedgerRepository files, UrlBases bases, Event<WatchChanged> changed) {
        this.files = files;
        this.bases = bases;
        this.changed = changed;
    }

    /** For CDI's proxy. */
    protected DatabaseLedger() {
        this(null, null, null);
    }

    @Override
    public Map<Path, Known> inFolder(long folderId, Path parent) {
        return files.inFolder(folderId, parent).stream()
                .map(file -> new Known(file.path(), file.state(), file.stamp()))
                .collect(Collectors.toMap(Known::path, Function.identity()));
    }

    @Override
    public Collection<Path> samples(long folderId) {
        return files.samples(folderId).stream().map(Path::of).toList();
    }

    @Override
    public boolean holdsAny(long folderId) {
        return files.holdsAny(folderId);
    }

    @Override
    public void register(WatchedFolder folder, List<Ready> ready) {
        VideoUrls urls = bases.urls();
        ready.forEach(file -> register(folder, file, urls));
        changed.fire(new WatchChanged(folder.id()));
    }

    private void register(WatchedFolder folder, Ready ready, VideoUrls urls) {
        Optional<WatchedFile> present = files.find(ready.path());
        if (present.filter(file -> isRegistered(file, ready)).isPresent()) {
            return;
        }
        Optional<WatchedFile> renamed =
                present.filter(file -> file.state() != FileState.SETTLING).isPresent()
                        ? Optional.empty()
                        : files.twins(folder.id(), ready.stamp()).stream()
                                .filter(file -> Files.notExists(file.path(), LinkOption.NOFOLLOW_LINKS))
                                .findFirst();
        if (renamed.isPresent()) {
            present.ifPresent(note -> files.delete(note.id()));
            Logger.info("{} is now called {}", renamed.get().path(), ready.path());
        } else if (present.isEmpty()) {
            files.insert(folder.id(), ready.path(), ready.stamp(), FileState.SETTLING);
        }
        WatchedFile row = renamed.or(() -> files.find(ready.path())).orElseThrow();
        boolean register = folder.settings().rule() != WatchRule.NORMALISE;
        Optional<Integer> video = register ? Optional.of(video(row, ready.path(), urls)) : row.videoId();
        files.registered(row.id(), ready, video, followUp(folder, row, ready));
        if (renamed.isEmpty()) {
            Logger.info("{} is complete and registered", ready.path());
        }
    }

    private static boolean isRegistered(WatchedFile file, Ready ready) {
        return file.state() == FileState.REGISTERED && file.stamp().sameContent(ready.stamp());
    }

    /** What was done with this very content is not done again. */
    private static FollowUp followUp(WatchedFolder folder, WatchedFile row, Ready ready) {
        if (folder.settings().rule() == WatchRule.REGISTER) {
            return FollowUp.NONE;
        }
        boolean dealtWith = row.registered().isPresent()
                && row.stamp().sameContent(ready.stamp())
                && row.followUp() != FollowUp.NONE;
        return dealtWith ? row.followUp() : FollowUp.WANTED;
    }

    /** Its row in the register, which keeps its number whatever happens to the file. */
    private int video(WatchedFile row, Path path, VideoUrls urls) {
        Optional<Video> present = row.videoId().flatMap(files::video).or(() -> files.videoOf(path));
        if (present.isEmpty()) {
            Video video = new Video(path.getParent().toString(), path.toString(), url(path, urls));
            files.add(video);
            return video.id();
        }
        present.get().moveTo(path.getParent().toString(), path.toString(), url(path, urls));
        present.get().become(VideoStatus.REGISTERED);
        return present.get().id();
    }

    private String url(Path path, VideoUrls urls) {
        Optional<String> url = urls.of(path).filter(text -> text.length() <= Video.LONGEST_PATH);
        if (url.isEmpty() && !bases.all().isEmpty()) {
            Logger.warn("{} lies below no folder with a base address, so it has no URL", path);
        }
        return url.orElse("");
    }

    /**
     * The MP4 that was made of a file lies in its place: this one is registered (S3.18).
     *
     * @param file in the ledger
     */
    void made(WatchedFile file, Path result) {
        files.video(file.id(), video(file, result, bases.urls()));
        files.followUp(file.id(), FollowUp.DONE, Optional.empty());
        changed.fire(new WatchChanged(file.folderId()));
    }

    @Override
    public void note(long folderId, List<Noted> noted) {
        for (Noted note : noted) {
            Optional<WatchedFile> present = files.find(note.path());
            if (present.isEmpty()) {
                files.insert(folderId, note.path(), note.stamp(), note.state());
            }
            present.or(() -> files.find(note.path()))
                    // one that is registered stays so while its new content settles
                    .filter(file -> file.state() != FileState.REGISTERED || note.state() == FileState.REFUSED)
                    .ifPresent(file -> files.note(file.id(), note));
        }
        changed.fire(new WatchChanged(folderId));
    }

    @Override
    public void gone(long folderId, Collection<Path> paths) {
        paths.forEach(this::gone);
        changed.fire(new WatchChanged(folderId));
    }

    @Override
    public void goneFolder(long folderId, Path parent) {
        gone(
                folderId,
                files.inFolder(folderId, parent).stream().map(WatchedFile::path).toList());
    }

    private void gone(Path path) {
        files.find(path).ifPresent(file -> {
            if (file.registered().isEmpty()) {
                files.delete(file.id());
            } else if (files.gone(path)) {
                Logger.info("{} is gone", path);
                // of a normalised video the MP4 is registered, and it stays
                file.videoId()
                        .flatMap(files::video)
                        .filter(video -> video.path().equals(path.toString()))
                        .ifPresent(video -> video.become(VideoStatus.GONE));
            }
        });
    }
}

package org.reelmill.watch.view;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.omnifaces.cdi.ViewScoped;
import org.primefaces.PrimeFaces;
import org.reelmill.pipeline.Outputs;
import org.reelmill.shared.view.PageMessages;
import org.reelmill.watch.FileState;
import org.reelmill.watch.FolderReport;
import org.reelmill.watch.FolderSettings;
import org.reelmill.watch.UrlBase;
import org.reelmill.watch.UrlBases;
import org.reelmill.watch.WatchLedger;
import org.reelmill.watch.WatchMode;
import org.reelmill.watch.WatchRule;
import org.reelmill.watch.WatchedFile;
import org.reelmill.watch.WatchedFolders;

/** The ledger of watched folders, the editor of one, and the answer to "why was my file not picked up?". */
@Named
@ViewScoped
public class WatchBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String FORM = "editor";

    /** Of each kind so many files of a folder are shown; the others are there over HTTP. */
    private static final int MOST_FILES = 20;

    private final WatchedFolders folders;
    private final WatchLedger ledger;
    private final UrlBases bases;
    private final Outputs outputs;

    private FolderDraft draft = new FolderDraft(null, FolderSettings.usual(""));
    private FolderDraft seen;
    private String path = "";
    private String answer = "";
    private String baseFolder = "";
    private String baseUrl = "";

    /** For CDI's proxy. */
    protected WatchBacking() {
        this(null, null, null, null);
    }

    @Inject
    public WatchBacking(WatchedFolders folders, WatchLedger ledger, UrlBases bases, Outputs outputs) {
        this.folders = folders;
        this.ledger = ledger;
        this.bases = bases;
        this.outputs = outputs;
    }

    public List<FolderReport> getReports() {
        return ledger.reports();
    }

    /** Files that are not complete yet, with their reasons. */
    public List<WatchedFile> settling(long folder) {
        return ledger.files(folder, FileState.SETTLING, 0, MOST_FILES).rows();
    }

    /** Files that will not be registered as they are, with their reasons. */
    public List<WatchedFile> refused(long folder) {
        return ledger.files(folder, FileState.REFUSED, 0, MOST_FILES).rows();
    }

    /** Asks the ledger about a file. */
    public void ask() {
        answer = "";
        PageMessages.attempt("why", () -> answer = PageMessages.say(ledger.why(path)));
    }

    public void rescan(long id, boolean acceptLoss) {
        if (PageMessages.attempt("", () -> folders.rescan(id, acceptLoss))) {
            PageMessages.info("watch.rescanning");
        }
    }

    public void add() {
        edit(null, FolderSettings.usual(""));
    }

    public void edit(long id) {
        PageMessages.attempt("", () -> edit(id, folders.get(id).settings()));
    }

    private void edit(Long id, FolderSettings settings) {
        draft = new FolderDraft(id, settings);
        seen = new FolderDraft(id, settings);
        PrimeFaces.current().ajax().addCallbackParam("edit", true);
    }

    public void save() {
        boolean saved = PageMessages.attempt(FORM, () -> {
            if (draft.getId() == null) {
                folders.add(draft.settings());
            } else {
                folders.change(draft.getId(), draft.settings(), seen.settings());
            }
        });
        if (saved) {
            PageMessages.info("watch.saved");
        } else {
            folders.all().stream()
                    .filter(folder -> Objects.equals(folder.id(), draft.getId()))
                    .forEach(folder -> seen = new FolderDraft(folder.id(), folder.settings()));
        }
    }

    public void remove(long id) {
        if (PageMessages.attempt("", () -> folders.remove(id))) {
            PageMessages.info("watch.removed");
        }
    }

    public void addBase() {
        if (PageMessages.attempt("", () -> bases.add(baseFolder, baseUrl))) {
            baseFolder = "";
            baseUrl = "";
        }
    }

    public void removeBase(long id) {
        PageMessages.attempt("", () -> bases.remove(id));
    }

    public List<UrlBase> getBases() {
        return bases.added();
    }

    public FolderDraft getDraft() {
        return draft;
    }

    public WatchMode[] getModes() {
        return WatchMode.values();
    }

    public WatchRule[] getRules() {
        return WatchRule.values();
    }

    /** Names of the outputs that a rule may ask for. */
    public List<String> getOutputNames() {
        return outputs.names();
    }

    public String getPath() {
        return path;
    }

    public void setPath(String path) {
        this.path = path;
    }

    public String getAnswer() {
        return answer;
    }

    public String getBaseFolder() {
        return baseFolder;
    }

    public void setBaseFolder(String baseFolder) {
        this.baseFolder = baseFolder;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }
}

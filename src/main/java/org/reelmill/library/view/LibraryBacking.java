package org.reelmill.library.view;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import org.reelmill.library.LibraryRoot;
import org.reelmill.library.LibraryRoots;
import org.reelmill.shared.Json;

/** What the page of the library begins with; everything else its script asks the API for. */
@Named
@RequestScoped
public class LibraryBacking {

    /** Begins the keys of the texts that the script shows. */
    private static final String TEXTS = "library.script.";

    private final LibraryRoots roots;

    /** For CDI's proxy. */
    protected LibraryBacking() {
        this(null);
    }

    @Inject
    public LibraryBacking(LibraryRoots roots) {
        this.roots = roots;
    }

    public List<LibraryRoot> getRoots() {
        return roots.all();
    }

    /** The texts of the script in the language of the page, as JSON. */
    public String getTexts() {
        FacesContext faces = FacesContext.getCurrentInstance();
        ResourceBundle bundle = faces.getApplication().getResourceBundle(faces, "i18n");
        Map<String, String> texts = new TreeMap<>();
        bundle.keySet().stream()
                .filter(key -> key.startsWith(TEXTS))
                .forEach(key -> texts.put(key.substring(TEXTS.length()), bundle.getString(key)));
        return Json.write(texts);
    }
}

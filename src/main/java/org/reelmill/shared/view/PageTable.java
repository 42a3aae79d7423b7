package org.reelmill.shared.view;

import jakarta.faces.context.FacesContext;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;
import org.primefaces.model.SortOrder;
import org.reelmill.shared.Page;

/** The rows of a list that a page shows, read anew for each request and only so many as are shown. */
public class PageTable<T> extends LazyDataModel<T> {

    private static final long serialVersionUID = 1L;

    /** What a reader can choose between. */
    private static final List<Integer> LENGTHS = List.of(25, 50, 100);

    private final Source<T> source;
    private final Key<T> key;

    private Place place;

    /** @param key tells the rows apart */
    public PageTable(Source<T> source, Key<T> key) {
        this.source = source;
        this.key = key;
    }

    /** Reads a stretch of the list. */
    @FunctionalInterface
    public interface Source<T> extends Serializable {

        Page<T> read(int offset, int limit, Sorting sorting);
    }

    /** What stays the same of a row. */
    @FunctionalInterface
    public interface Key<T> extends Serializable {

        String of(T row);
    }

    /** @param column that the reader chose to sort by; empty: none, the list's usual order */
    public record Sorting(String column, boolean descending) {

        static final Sorting USUAL = new Sorting("", false);

        static Sorting of(Map<String, SortMeta> chosen) {
            return chosen.values().stream()
                    .filter(SortMeta::isActive)
                    .findFirst()
                    .map(it -> new Sorting(it.getField(), it.getOrder() == SortOrder.DESCENDING))
                    .orElse(USUAL);
        }
    }

    /**
     * Where a list begins, as its address says: {@code page}, {@code rows}, {@code sort} and {@code order}, which reelmill.js keeps
     * there for lists with {@code data-place}.
     */
    record Place(int page, int rows, String sort, String order) implements Serializable {

        private static final int MOST_PAGES = 1_000_000;

        static Place of(Map<String, String> parameters) {
            int rows = number(parameters.get("rows"), LENGTHS.get(LENGTHS.size() - 1));
            return new Place(
                    number(parameters.get("page"), MOST_PAGES),
                    LENGTHS.contains(rows) ? rows : LENGTHS.get(0),
                    parameters.getOrDefault("sort", ""),
                    "descending".equals(parameters.get("order")) ? "descending" : "ascending");
        }

        /** 1 when it is none from 1 to so many. */
        private static int number(String text, int most) {
            return text != null && text.matches("[0-9]{1,7}") ? Math.max(1, Math.min(Integer.parseInt(text), most)) : 1;
        }
    }

    private Place place() {
        if (place == null) {
            place = Place.of(
                    FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap());
        }
        return place;
    }

    /** Number of the first row that the page shows when it is opened. */
    public int getStart() {
        return (place().page() - 1) * place().rows();
    }

    /** How many rows the page shows when it is opened. */
    public int getLength() {
        return place().rows();
    }

    /** How the page is sorted by a column when it is opened: {@code ascending}, {@code descending} or {@code unsorted}. */
    public String orderOf(String column) {
        return place().sort().equals(column) ? place().order() : "unsorted";
    }

    /** Not asked for by itself: {@link #load} finds it out as well. */
    @Override
    public int count(Map<String, FilterMeta> filterBy) {
        return 0;
    }

    @Override
    public List<T> load(int first, int pageSize, Map<String, SortMeta> sortBy, Map<String, FilterMeta> filterBy) {
        Page<T> page = source.read(first, pageSize, Sorting.of(sortBy));
        setRowCount((int) Math.min(page.total(), Integer.MAX_VALUE));
        return page.rows();
    }

    @Override
    public String getRowKey(T row) {
        return key.of(row);
    }
}

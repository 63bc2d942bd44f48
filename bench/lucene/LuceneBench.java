// Lucene as a rival of pilcrow-bench compare: indexes the exported paragraphs, answers the queries.
//
//   LuceneBench build PARAGRAPHS INDEX
//   LuceneBench search INDEX QUERIES TASKS ROUNDS WARM_UP BUDGET
//
// PARAGRAPHS: number, countries, topics, years (values with commas between), text; tabs between.
// QUERIES: class, kind, words (spaces), filters, sideways filters (facet=value;…); tabs between.
// Prints one JSON object a line.

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.DrillDownQuery;
import org.apache.lucene.facet.DrillSideways;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Version;

public final class LuceneBench {
  private static final int TOP = 10;
  private static final String TEXT = "text";
  private static final String NUMBER = "number";
  private static final String[] FACETS = {"country", "topic", "year"};

  public static void main(String[] args) throws Exception {
    if (args.length == 3 && args[0].equals("build")) {
      build(Paths.get(args[1]), Paths.get(args[2]));
    } else if (args.length == 7 && args[0].equals("search")) {
      new LuceneBench(Paths.get(args[1]))
          .search(Paths.get(args[2]), args[3].split(","), Integer.parseInt(args[4]),
              Integer.parseInt(args[5]), Double.parseDouble(args[6]));
    } else {
      System.err.println("LuceneBench build PARAGRAPHS INDEX");
      System.err.println("LuceneBench search INDEX QUERIES TASKS ROUNDS WARM_UP BUDGET");
      System.exit(2);
    }
  }

  /** English stems, no stop words. */
  private static Analyzer analyzer() {
    return new EnglishAnalyzer(CharArraySet.EMPTY_SET);
  }

  private static FacetsConfig facetsConfig() {
    FacetsConfig config = new FacetsConfig();
    for (String facet : FACETS) config.setMultiValued(facet, true);
    return config;
  }

  private static void build(Path paragraphs, Path index) throws IOException {
    long begin = System.nanoTime();
    IndexWriterConfig writerConfig = new IndexWriterConfig(analyzer());
    writerConfig.setSimilarity(new BM25Similarity(1.2f, 0.75f));
    writerConfig.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    writerConfig.setRAMBufferSizeMB(256);
    FacetsConfig config = facetsConfig();
    try (IndexWriter writer = new IndexWriter(FSDirectory.open(index), writerConfig);
        BufferedReader in = Files.newBufferedReader(paragraphs, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine())
        writer.addDocument(config.build(document(line)));
      writer.forceMerge(1);
      writer.commit();
    }
    System.out.printf("{\"version\": \"%s\", \"java\": \"%s\", \"seconds\": %s}%n", Version.LATEST,
        System.getProperty("java.version"), (System.nanoTime() - begin) / 1e9);
  }

  private static Document document(String line) {
    String[] fields = line.split("\t", 5);
    Document document = new Document();
    document.add(new TextField(TEXT, fields[4], Field.Store.YES));
    document.add(new StoredField(NUMBER, Integer.parseInt(fields[0])));
    document.add(new NumericDocValuesField(NUMBER, Long.parseLong(fields[0])));
    for (int i = 0; i < FACETS.length; ++i)
      for (String value : fields[i + 1].split(","))
        if (!value.isEmpty()) document.add(new SortedSetDocValuesFacetField(FACETS[i], value));
    return document;
  }

  /** A query as the bench wrote it. */
  private static final class Asked {
    final String kind;
    final String[] words;
    final String[] where;
    final String[] sideways;

    Asked(String[] fields) {
      kind = fields[1];
      words = fields[2].split(" ");
      where = fields[3].isEmpty() ? new String[0] : fields[3].split(";");
      sideways = fields[4].isEmpty() ? new String[0] : fields[4].split(";");
    }
  }

  private static final class Answer {
    final List<Integer> top = new ArrayList<>();
    long total = -1;
    int shown = 0;
  }

  private final Analyzer analyzer = analyzer();
  private final FacetsConfig config = facetsConfig();
  private final IndexSearcher searcher;
  private final SortedSetDocValuesReaderState state;
  private final UnifiedHighlighter highlighter;
  private final int[] numbers;

  private LuceneBench(Path index) throws IOException {
    IndexReader reader = DirectoryReader.open(FSDirectory.open(index));
    searcher = new IndexSearcher(reader);
    searcher.setSimilarity(new BM25Similarity(1.2f, 0.75f));
    searcher.setQueryCache(null);  // every engine answers each query anew
    state = new DefaultSortedSetDocValuesReaderState(reader);
    highlighter = new UnifiedHighlighter(searcher, analyzer);
    numbers = new int[reader.maxDoc()];
    NumericDocValues values = MultiDocValues.getNumericValues(reader, NUMBER);
    for (int doc = values.nextDoc(); doc != NumericDocValues.NO_MORE_DOCS; doc = values.nextDoc())
      numbers[doc] = (int) values.longValue();
  }

  private void search(Path queries, String[] tasks, int rounds, int warmUp, double budget)
      throws IOException {
    Map<String, List<Asked>> classes = new LinkedHashMap<>();
    for (String line : Files.readAllLines(queries, StandardCharsets.UTF_8)) {
      String[] fields = line.split("\t", 5);
      classes.computeIfAbsent(fields[0], name -> new ArrayList<>()).add(new Asked(fields));
    }
    // The compiler of the virtual machine sees all work before anything is timed.
    for (String task : tasks)
      for (List<Asked> asked : classes.values()) round(asked, task, budget / 4, null);
    for (Map.Entry<String, List<Asked>> one : classes.entrySet())
      for (String task : tasks) run(one.getKey(), one.getValue(), task, rounds, warmUp, budget);
  }

  /** Asks each query once; times go to {@code times} where it is not null. */
  private boolean round(List<Asked> asked, String task, double budget, double[] times)
      throws IOException {
    long begin = System.nanoTime();
    for (int i = 0; i < asked.size(); ++i) {
      long start = System.nanoTime();
      answer(asked.get(i), task);
      long end = System.nanoTime();
      if (times != null) times[i] = (end - start) / 1e6;
      if ((end - begin) / 1e9 > budget && i + 1 < asked.size()) return false;
    }
    return true;
  }

  private void run(String name, List<Asked> asked, String task, int rounds, int warmUp,
      double budget) throws IOException {
    StringBuilder out = new StringBuilder();
    out.append("{\"class\": \"").append(name).append("\", \"task\": \"").append(task);
    out.append("\", \"answers\": [");
    for (int i = 0; i < asked.size(); ++i) {
      Answer answer = answer(asked.get(i), task);
      out.append(i > 0 ? ", " : "").append("{\"total\": ").append(answer.total);
      out.append(", \"top\": ").append(answer.top).append("}");
    }
    out.append("], \"rounds\": [");
    for (int i = 1; i < warmUp; ++i) round(asked, task, budget, null);
    for (int i = 0; i < rounds; ++i) {
      double[] times = new double[asked.size()];
      round(asked, task, Double.MAX_VALUE, times);
      out.append(i > 0 ? ", " : "").append(java.util.Arrays.toString(times));
    }
    System.out.println(out.append("]}"));
  }

  private List<String> terms(String text) throws IOException {
    List<String> terms = new ArrayList<>();
    try (TokenStream tokens = analyzer.tokenStream(TEXT, text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) terms.add(term.toString());
      tokens.end();
    }
    return terms;
  }

  private Query textQuery(Asked asked) throws IOException {
    if (asked.kind.equals("prefix")) return new PrefixQuery(new Term(TEXT, asked.words[0]));
    List<String> terms = terms(String.join(" ", asked.words));
    if (asked.kind.equals("phrase")) return new PhraseQuery(TEXT, terms.toArray(new String[0]));
    if (terms.size() == 1) return new TermQuery(new Term(TEXT, terms.get(0)));
    BooleanClause.Occur occur =
        asked.kind.equals("any") ? BooleanClause.Occur.SHOULD : BooleanClause.Occur.MUST;
    BooleanQuery.Builder builder = new BooleanQuery.Builder();
    for (String term : terms) builder.add(new TermQuery(new Term(TEXT, term)), occur);
    return builder.build();
  }

  private static void addFilters(DrillDownQuery query, String[] filters) {
    for (String filter : filters) {
      int sign = filter.indexOf('=');
      query.add(filter.substring(0, sign), filter.substring(sign + 1));
    }
  }

  private Query restricted(Query text, Asked asked) {
    if (asked.where.length == 0) return text;
    DrillDownQuery filters = new DrillDownQuery(config);
    addFilters(filters, asked.where);
    return new BooleanQuery.Builder()
        .add(text, BooleanClause.Occur.MUST)
        .add(filters, BooleanClause.Occur.FILTER)
        .build();
  }

  private Answer answer(Asked asked, String task) throws IOException {
    Query text = textQuery(asked);
    switch (task) {
      case "ids":
        return answerOf(searcher.search(restricted(text, asked), TOP), false);
      case "texts":
        return withTexts(restricted(text, asked));
      case "facets":
        if (asked.where.length == 0) return withFacets(text);
        return withSideways(text, asked.where, new String[0]);
      default:
        return withSideways(text, asked.where, asked.sideways);
    }
  }

  private Answer answerOf(TopDocs found, boolean exact) {
    Answer answer = new Answer();
    for (ScoreDoc hit : found.scoreDocs) answer.top.add(numbers[hit.doc]);
    if (exact) answer.total = found.totalHits.value;
    return answer;
  }

  private Answer withTexts(Query query) throws IOException {
    TopDocs found = searcher.search(query, TOP);
    Answer answer = answerOf(found, false);
    for (ScoreDoc hit : found.scoreDocs)
      answer.shown += searcher.doc(hit.doc).get(TEXT).length();
    for (String snippet : highlighter.highlight(TEXT, query, found, 2))
      answer.shown += snippet == null ? 0 : snippet.length();
    return answer;
  }

  private Answer withFacets(Query query) throws IOException {
    FacetsCollector collector = new FacetsCollector();
    Answer answer = answerOf(FacetsCollector.search(searcher, query, TOP, collector), true);
    list(new SortedSetDocValuesFacetCounts(state, collector), answer);
    return answer;
  }

  private Answer withSideways(Query text, String[] where, String[] more) throws IOException {
    DrillDownQuery query = new DrillDownQuery(config, text);
    addFilters(query, where);
    addFilters(query, more);
    if (where.length + more.length == 0) return withFacets(text);
    DrillSideways.DrillSidewaysResult result =
        new DrillSideways(searcher, config, state).search(query, TOP);
    Answer answer = answerOf(result.hits, true);
    list(result.facets, answer);
    return answer;
  }

  private static void list(Facets facets, Answer answer) throws IOException {
    for (String facet : FACETS) {
      org.apache.lucene.facet.FacetResult values = facets.getTopChildren(TOP, facet);
      if (values != null) answer.shown += values.labelValues.length;
    }
  }
}

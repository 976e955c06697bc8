"""All measures and costs, in the order in which they are reported."""

from eval.measures import answers, as_of, citations, costs, figures, quotations, retrieval, speakers, support
from eval.measures.measure import Kind, Measure

TREC = "ir_measures (MacAvaney et al. 2022), trec_eval"
ALCE = "ALCE (Gao et al. 2023)"
SECONDS = "seconds, from 0, less is better"
TOKENS = "tokens, from 0, less is better"

MEASURES = (
    Measure("answer_correct", "states every gold fact", answers.answer_correct, Kind.QUALITY),
    Measure("facts_present", "share of the gold facts stated", answers.facts_present, Kind.QUALITY),
    Measure("abstention_right", "refuses just what is not answerable", answers.abstention_right, Kind.QUALITY),
    Measure("unanswerable_refused", "refuses what is not answerable", answers.unanswerable_refused, Kind.QUALITY),
    Measure("article_right", "cites the gold articles and no other", citations.article_right, Kind.QUALITY),
    Measure("words_right", "cites the gold words", citations.words_right, Kind.QUALITY),
    Measure("article_precision", "cited articles that are gold", citations.article_precision, Kind.DIAGNOSTIC),
    Measure("article_recall", "gold articles that are cited", citations.article_recall, Kind.DIAGNOSTIC),
    Measure("span_precision", "citations that point at gold words", citations.span_precision, Kind.QUALITY),
    Measure("span_recall", "gold words that are cited", citations.span_recall, Kind.QUALITY),
    Measure("citations_in_place", "sentences nearest to what they cite", citations.citations_in_place, Kind.PROMISE),
    Measure("citation_recall", "sentences their citations support", support.citation_recall, Kind.QUALITY, source=ALCE),
    Measure("citation_precision", "citations that are needed", support.citation_precision, Kind.QUALITY, source=ALCE),
    Measure("speaker_right", "gives words to who said them", speakers.speaker_right, Kind.QUALITY),
    Measure("quotations_exact", "quotations found in a cited article", quotations.quotations_exact, Kind.PROMISE),
    Measure(
        "quotations_cited", "quotations found in their sentence's article", quotations.quotations_cited, Kind.PROMISE
    ),
    Measure("quotations_in_words", "quotations found in the words cited", quotations.quotations_in_words, Kind.QUALITY),
    Measure("figures_held", "numbers found in what is cited", figures.figures_held, Kind.PROMISE),
    Measure("as_of_kept", "nothing later than asked had a part", as_of.as_of_kept, Kind.PROMISE),
    Measure("recall_at_5", "gold articles in the first 5", retrieval.recall_at_5, Kind.QUALITY, source=TREC),
    Measure("mrr_at_10", "1 / rank of the first gold article", retrieval.mrr_at_10, Kind.QUALITY, source=TREC),
    Measure("hits_at_1", "a gold article comes first", retrieval.hits_at_1, Kind.DIAGNOSTIC, source=TREC),
    Measure("ndcg_at_10", "gold articles come early", retrieval.ndcg_at_10, Kind.DIAGNOSTIC, source=TREC),
    Measure("found_by_words", "passages that search by words found", retrieval.found_by_words, Kind.QUALITY),
    Measure("found_by_meaning", "passages that search by meaning found", retrieval.found_by_meaning, Kind.QUALITY),
)

COSTS = (
    Measure("question_seconds", "understanding the question", costs.question_seconds, Kind.DIAGNOSTIC, SECONDS),
    Measure("search_seconds", "searching", costs.search_seconds, Kind.DIAGNOSTIC, SECONDS),
    Measure("evidence_seconds", "deciding whether it answers", costs.evidence_seconds, Kind.DIAGNOSTIC, SECONDS),
    Measure("first_evidence_seconds", "to first evidence", costs.first_evidence_seconds, Kind.DIAGNOSTIC, SECONDS),
    Measure("first_token_seconds", "to first token", costs.first_token_seconds, Kind.DIAGNOSTIC, SECONDS),
    Measure("generate_seconds", "reading and writing", costs.generate_seconds, Kind.DIAGNOSTIC, SECONDS),
    Measure("verify_seconds", "checking", costs.verify_seconds, Kind.DIAGNOSTIC, SECONDS),
    Measure("total_seconds", "to complete answer", costs.total_seconds, Kind.DIAGNOSTIC, SECONDS),
    Measure("prompt_tokens", "tokens read", costs.prompt_tokens, Kind.DIAGNOSTIC, TOKENS),
    Measure("completion_tokens", "tokens written", costs.completion_tokens, Kind.DIAGNOSTIC, TOKENS),
)

/**
 * Regularised scores (Diaz, "Regularizing ad hoc retrieval scores", 2005): stories that are alike should score alike, so
 * each gains from the mean score of its nearest `neighbours` among the others and the story that asked. Here is that mean;
 * 0 for a story that is like none.
 *
 * @param scores of the candidates, and after them the score that the asking story has of itself
 * @param similarities a symmetric matrix, row by row in the order of `scores`
 */
export function neighbourScores(
  scores: readonly number[],
  similarities: Float64Array,
  neighbours: number,
): number[] {
  return scores.map((_, own) => {
    const nearest = nearestOf(
      similarities.subarray(own * scores.length, (own + 1) * scores.length),
      own,
      neighbours,
    );
    return nearest.reduce((total, other) => total + scores[other]!, 0) / neighbours;
  });
}

function nearestOf(similarities: Float64Array, own: number, count: number): number[] {
  const nearest: number[] = [];
  for (let other = 0; other < similarities.length; other += 1) {
    if (other === own || similarities[other]! <= 0) continue;
    let at = nearest.length;
    while (at > 0 && similarities[nearest[at - 1]!]! < similarities[other]!) at -= 1;
    if (at >= count) continue;
    nearest.splice(at, 0, other);
    if (nearest.length > count) nearest.pop();
  }
  return nearest;
}

declare module 'stopwords-iso' {
  const wordsByLanguage: Readonly<Record<string, readonly string[]>>;
  export default wordsByLanguage;
}

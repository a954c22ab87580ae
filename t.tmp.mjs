import * as s from 'snowball-stemmers'; console.log(Object.keys(s), typeof s.newStemmer, typeof s.default)

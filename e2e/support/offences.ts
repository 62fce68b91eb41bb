/** Each of these must fail a test that does not allow it; otherwise similar bugs would go unnoticed. */
export const OFFENCES: Readonly<Record<string, () => unknown>> = {
  'a console error': () => console.error('offence'),
  'a console warning': () => console.warn('offence'),
  'an exception': () =>
    setTimeout(() => {
      throw new Error('offence');
    }),
  'a promise that nobody catches': () => void Promise.reject(new Error('offence')),
  'something that the CSP forbids': () => {
    document.body.append(Object.assign(new Image(), { src: 'http://offence.example/x.png' }));
  },
  'an answer with an error status': async () => {
    await fetch('/api/offence');
  },
};
